using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class MailDepartmentConfiguration : IEntityTypeConfiguration<MailDepartment>
{
    public void Configure(EntityTypeBuilder<MailDepartment> builder)
    {
        builder.TenantTable("mail_departments", BillingSchema.Name);
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.TenantUnique(nameof(MailDepartment.Name));
        builder.TenantIndex(nameof(MailDepartment.SendsStatements)).IsUnique().HasFilter("sends_statements");
        builder.Check("ck_mail_departments_sends", "not (sends_statements and is_retired)");
    }
}

internal sealed class MailEntryConfiguration : IEntityTypeConfiguration<MailEntry>
{
    public void Configure(EntityTypeBuilder<MailEntry> builder)
    {
        builder.TenantTable("mail_entries", BillingSchema.Name);
        builder.Property(e => e.Postage).Money();
        builder.Property(e => e.Note).HasMaxLength(200);
        builder.Property(e => e.EnteredByName).HasMaxLength(200);
        builder.References<MailEntry, MailDepartment>(e => e.DepartmentId);
        builder.TenantIndex(nameof(MailEntry.Day));
        builder.Check("ck_mail_entries_figures", "pieces > 0 and postage >= 0 and (direction = 'Outgoing' or postage = 0)");
    }
}

internal sealed class MailEntryStrikeConfiguration : IEntityTypeConfiguration<MailEntryStrike>
{
    public void Configure(EntityTypeBuilder<MailEntryStrike> builder)
    {
        builder.ChildTable("mail_entry_strikes", BillingSchema.Name, nameof(MailEntryStrike.EntryId));
        builder.AppendOnly();
        builder.Property(s => s.Reason).HasMaxLength(300);
        builder.Property(s => s.ByName).HasMaxLength(200);
        builder.References<MailEntryStrike, MailEntry>(s => s.EntryId);
    }
}
