using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.EntityFrameworkCore;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenants", PlatformSchema.Name);
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Version).IsRowVersion();
        builder.Property(t => t.Slug).HasMaxLength(63);
        builder.Property(t => t.TimeZone).HasMaxLength(60);
        builder.Property(t => t.DefaultLanguage).HasMaxLength(2);
        builder.Property(t => t.Phone).HasMaxLength(40);
        builder.Property(t => t.RemitTo).LongTextOrNull(500);
        builder.Property(t => t.BrandColor).HasMaxLength(7);
        builder.HasIndex(t => t.Slug).IsUnique();
        builder.Check("ck_tenants_slug", "slug ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'");
        builder.Check("ck_tenants_default_language", "default_language in ('en', 'es')");
        builder.Check("ck_tenants_brand_color", "brand_color ~ '^#[0-9a-f]{6}$'");
    }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users", PlatformSchema.Name);
        builder.HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Version).IsRowVersion();
        builder.Property(u => u.UserName).HasMaxLength(60);
        builder.Property(u => u.PasswordHash).HasMaxLength(400);
        builder.Property(u => u.SecurityStamp).HasMaxLength(64);
        builder.Property(u => u.TotpSecret).LongTextOrNull(1000);
        builder.Property(u => u.Language).HasMaxLength(2);
        builder.Property(u => u.Theme).HasMaxLength(10);
        builder.Property(u => u.Preferences).Json();
        builder.HasIndex(u => u.UserName).IsUnique();
        builder.Check("ck_users_user_name", "user_name = lower(user_name)");
        builder.Check("ck_users_language", "language in ('en', 'es')");
        builder.Check("ck_users_theme", "theme in ('light', 'dark')");
    }
}

internal sealed class UserTenantConfiguration : IEntityTypeConfiguration<UserTenant>
{
    public void Configure(EntityTypeBuilder<UserTenant> builder)
    {
        builder.ToTable("user_tenants", PlatformSchema.Name);
        builder.HasKey(m => new { m.TenantId, m.UserId });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.UserId);
    }
}
