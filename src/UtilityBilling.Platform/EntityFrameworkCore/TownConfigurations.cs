using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Search;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.EntityFrameworkCore;

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.TenantTable("roles", PlatformSchema.Name);
        builder.Property(r => r.Name).HasMaxLength(60);
        builder.Property(r => r.Description).LongTextOrNull(500);
        builder.TenantUnique(nameof(Role.Name));
    }
}

internal sealed class RolePermissionConfiguration : IEntityTypeConfiguration<RolePermission>
{
    public void Configure(EntityTypeBuilder<RolePermission> builder)
    {
        builder.ChildTable("role_permissions", PlatformSchema.Name, nameof(RolePermission.RoleId), nameof(RolePermission.Permission));
        builder.Property(p => p.Permission).HasMaxLength(100);
        builder.References<RolePermission, Role>(p => p.RoleId);
    }
}

internal sealed class UserRoleConfiguration : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.ChildTable("user_roles", PlatformSchema.Name, nameof(UserRole.UserId), nameof(UserRole.RoleId));
        builder.References<UserRole, Role>(r => r.RoleId);
        builder.HasOne<UserTenant>().WithMany().HasForeignKey(r => new { r.TenantId, r.UserId }).OnDelete(DeleteBehavior.Restrict);
        builder.TenantIndex(nameof(UserRole.RoleId));
    }
}

internal sealed class SettingValueConfiguration : IEntityTypeConfiguration<SettingValue>
{
    public void Configure(EntityTypeBuilder<SettingValue> builder)
    {
        builder.TenantTable("setting_values", PlatformSchema.Name);
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.Property(s => s.Value).LongText(2000);
        builder.Property(s => s.Reason).LongText(500);
        builder.TenantIndex(nameof(SettingValue.Name), nameof(SettingValue.EffectiveFrom));
    }
}

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.TenantTable("approvals", PlatformSchema.Name);
        builder.Property(a => a.Kind).HasMaxLength(100);
        builder.Property(a => a.Summary).LongText(2000);
        builder.Property(a => a.Reason).LongTextOrNull(1000);
        builder.TenantUnique(nameof(Approval.Kind), nameof(Approval.RecordId)).HasFilter("state = 'Open'");
        builder.TenantIndex(nameof(Approval.State), nameof(Approval.PreparedAt));
        builder.Check("ck_approvals_second_person", "decided_by is null or decided_by <> prepared_by");
        builder.Check("ck_approvals_decided", "(state in ('Approved', 'Declined')) = (decided_by is not null and decided_at is not null)");
    }
}

internal sealed class SearchTokenConfiguration : IEntityTypeConfiguration<SearchToken>
{
    public void Configure(EntityTypeBuilder<SearchToken> builder)
    {
        builder.ChildTable("search_tokens", PlatformSchema.Name, nameof(SearchToken.Token), nameof(SearchToken.Kind), nameof(SearchToken.RecordId));
        builder.Property(t => t.Token).HasMaxLength(SearchWords.LongestToken).UseCollation("C");
        builder.Property(t => t.Kind).HasMaxLength(30);
        builder.TenantIndex(nameof(SearchToken.Kind), nameof(SearchToken.RecordId), nameof(SearchToken.Token));
    }
}
