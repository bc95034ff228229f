using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Domain;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.Ledger;

internal static class LedgerSchema
{
    public const string Name = "billing";
}

internal sealed class FundConfiguration : IEntityTypeConfiguration<Fund>
{
    public void Configure(EntityTypeBuilder<Fund> builder)
    {
        builder.TenantTable("funds", LedgerSchema.Name);
        builder.Property(f => f.Code).HasMaxLength(20);
        builder.TenantUnique(nameof(Fund.Code));
        builder.HasIndex(nameof(Entity.TenantId)).HasDatabaseName("ux_funds_pooled_cash").IsUnique().HasFilter("is_pooled_cash");
    }
}

internal sealed class GlAccountConfiguration : IEntityTypeConfiguration<GlAccount>
{
    public void Configure(EntityTypeBuilder<GlAccount> builder)
    {
        builder.TenantTable("gl_accounts", LedgerSchema.Name);
        builder.Property(a => a.Code).HasMaxLength(40);
        builder.Property(a => a.Service).HasMaxLength(40);
        builder.Property(a => a.Tender).HasMaxLength(40);
        builder.References<GlAccount, Fund>(a => a.FundId);
        builder.HasAlternateKey(a => new { a.TenantId, a.FundId, a.Id });
        builder.TenantUnique(nameof(GlAccount.FundId), nameof(GlAccount.Code));
    }
}

internal sealed class AccountingPeriodConfiguration : IEntityTypeConfiguration<AccountingPeriod>
{
    public void Configure(EntityTypeBuilder<AccountingPeriod> builder)
    {
        builder.TenantTable("accounting_periods", LedgerSchema.Name);
        builder.TenantUnique(nameof(AccountingPeriod.From));
        builder.Check("ck_accounting_periods_span", "\"to\" > \"from\"");
    }
}

internal sealed class JournalConfiguration : IEntityTypeConfiguration<Journal>
{
    public void Configure(EntityTypeBuilder<Journal> builder)
    {
        builder.TenantTable("journals", LedgerSchema.Name);
        builder.References<Journal, AccountingPeriod>(j => j.AccountingPeriodId);
        builder.References<Journal, Journal>(j => j.ReversesJournalId);
        builder.TenantIndex(nameof(Journal.SourceId));
        builder.TenantIndex(nameof(Journal.LedgerDate));
        builder.TenantUnique(nameof(Journal.ReversesJournalId)).HasFilter("reverses_journal_id is not null and source_kind <> 'Unapplication'");
        builder.Check("ck_journals_entry_count", "entry_count >= 2");
        builder.Check("ck_journals_amount", "amount > 0");
        builder.Check("ck_journals_first_entry", "first_entry = 1");
        builder.Check("ck_journals_reverses_another", "reverses_journal_id <> id");
    }
}

internal sealed class EntryConfiguration : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.ChildTable("entries", LedgerSchema.Name, nameof(Entry.JournalId), nameof(Entry.N)).AppendOnly();
        builder.Property(e => e.Service).HasMaxLength(40);
        builder.References<Entry, Journal>(e => e.JournalId);
        builder.References<Entry, Charges.Charge>(e => e.ChargeId);
        builder.References<Entry, Charges.Credit>(e => e.CreditId);
        builder.InFund<Entry>(nameof(Entry.FundId), nameof(Entry.GlAccountId));
        builder.TenantIndex(nameof(Entry.AccountId), nameof(Entry.JournalId)).HasFilter("account_id is not null");
        builder.Check("ck_entries_amount", "amount <> 0");
        builder.Check("ck_entries_n", "n >= 1");
    }
}

internal sealed class AdjustmentConfiguration : IEntityTypeConfiguration<Adjustment>
{
    public void Configure(EntityTypeBuilder<Adjustment> builder)
    {
        builder.TenantTable("adjustments", LedgerSchema.Name);
        builder.Property(a => a.ReasonCode).HasMaxLength(40);
        builder.Property(a => a.Note).LongText(1000);
        builder.Property(a => a.DeclineReason).LongTextOrNull(1000);
        builder.References<Adjustment, Charges.Charge>(a => a.ChargeId);
        builder.References<Adjustment, GlAccount>(a => a.GlAccountId);
        builder.References<Adjustment, Journal>(a => a.JournalId);
        builder.TenantIndex(nameof(Adjustment.AccountId), nameof(Adjustment.RequestedAt));
        builder.TenantIndex(nameof(Adjustment.State), nameof(Adjustment.RequestedAt));
        builder.Check("ck_adjustments_amount", "amount > 0");
        builder.Check("ck_adjustments_second_person", "decided_by <> requested_by");
        builder.Check("ck_adjustments_decided", "(state = 'Requested') = (decided_by is null) and (state = 'Approved') = (journal_id is not null)");
    }
}

internal sealed class AdjustmentReasonConfiguration : IEntityTypeConfiguration<AdjustmentReason>
{
    public void Configure(EntityTypeBuilder<AdjustmentReason> builder)
    {
        builder.TenantTable("adjustment_reasons", LedgerSchema.Name);
        builder.Property(r => r.Code).HasMaxLength(40);
        builder.References<AdjustmentReason, GlAccount>(r => r.GlAccountId);
        builder.TenantUnique(nameof(AdjustmentReason.Code));
    }
}

internal static class LedgerConfiguration
{
    /// <summary>A foreign key to a general-ledger account that holds the row to the account's own fund.</summary>
    public static void InFund<T>(this EntityTypeBuilder<T> builder, string fundId, string accountId) where T : class =>
        builder.HasOne(typeof(GlAccount)).WithMany()
            .HasForeignKey(nameof(Entity.TenantId), fundId, accountId)
            .HasPrincipalKey(nameof(GlAccount.TenantId), nameof(GlAccount.FundId), nameof(GlAccount.Id))
            .OnDelete(DeleteBehavior.Restrict);
}
