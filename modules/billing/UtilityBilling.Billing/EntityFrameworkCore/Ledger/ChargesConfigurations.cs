using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.Charges;

internal sealed class ChargeConfiguration : IEntityTypeConfiguration<Charge>
{
    public void Configure(EntityTypeBuilder<Charge> builder)
    {
        builder.TenantTable("charges", LedgerSchema.Name);
        builder.Property(c => c.Service).HasMaxLength(40);
        builder.Property(c => c.AmountCents).HasComputedColumnSql("(amount * 100)::bigint", stored: true);
        builder.References<Charge, Journal>(c => c.JournalId);
        builder.References<Charge, Charge>(c => c.PenalisedChargeId);
        builder.InFund<Charge>(nameof(Charge.FundId), nameof(Charge.ReceivableAccountId));
        builder.TenantIndex(nameof(Charge.AccountId), nameof(Charge.DueDate));
        builder.TenantIndex(nameof(Charge.CauseId));
        builder.TenantIndex(nameof(Charge.PenalisedChargeId)).HasFilter("penalised_charge_id is not null");
        builder.Check("ck_charges_amount", "amount > 0");
        builder.Check("ck_charges_penalised", "penalised_charge_id is null or cause_kind = 'Penalty'");
    }
}

internal sealed class CreditConfiguration : IEntityTypeConfiguration<Credit>
{
    public void Configure(EntityTypeBuilder<Credit> builder)
    {
        builder.TenantTable("credits", LedgerSchema.Name);
        builder.References<Credit, Fund>(c => c.FundId);
        builder.References<Credit, Journal>(c => c.JournalId);
        builder.TenantIndex(nameof(Credit.AccountId));
        builder.TenantIndex(nameof(Credit.CauseId));
        builder.Check("ck_credits_amount", "amount > 0");
    }
}

internal sealed class ApplicationConfiguration : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.TenantTable("applications", LedgerSchema.Name);
        builder.References<Application, Credit>(a => a.CreditId);
        builder.References<Application, Charge>(a => a.ChargeId);
        builder.References<Application, Journal>(a => a.JournalId);
        builder.TenantIndex(nameof(Application.CreditId));
        builder.TenantUnique(nameof(Application.ChargeId), nameof(Application.JournalId));
        builder.Check("ck_applications_amount", "amount > 0");
    }
}

internal sealed class UnapplicationConfiguration : IEntityTypeConfiguration<Unapplication>
{
    public void Configure(EntityTypeBuilder<Unapplication> builder)
    {
        builder.TenantTable("unapplications", LedgerSchema.Name);
        builder.References<Unapplication, Application>(u => u.ApplicationId);
        builder.References<Unapplication, Journal>(u => u.JournalId);
        builder.TenantUnique(nameof(Unapplication.ApplicationId));
    }
}

internal sealed class ChargeReversalConfiguration : IEntityTypeConfiguration<ChargeReversal>
{
    public void Configure(EntityTypeBuilder<ChargeReversal> builder)
    {
        builder.TenantTable("charge_reversals", LedgerSchema.Name);
        builder.References<ChargeReversal, Charge>(r => r.ChargeId);
        builder.References<ChargeReversal, Journal>(r => r.JournalId);
        builder.TenantUnique(nameof(ChargeReversal.ChargeId));
    }
}

internal sealed class CreditReversalConfiguration : IEntityTypeConfiguration<CreditReversal>
{
    public void Configure(EntityTypeBuilder<CreditReversal> builder)
    {
        builder.TenantTable("credit_reversals", LedgerSchema.Name);
        builder.References<CreditReversal, Credit>(r => r.CreditId);
        builder.References<CreditReversal, Journal>(r => r.JournalId);
        builder.TenantUnique(nameof(CreditReversal.CreditId));
    }
}

internal sealed class ChargeBalanceConfiguration : IEntityTypeConfiguration<ChargeBalance>
{
    public void Configure(EntityTypeBuilder<ChargeBalance> builder)
    {
        builder.ToTable("charge_balances", LedgerSchema.Name);
        builder.HasKey(b => new { b.TenantId, b.ChargeId });
        builder.Derived();
        builder.Property(b => b.OpenCents).HasComputedColumnSql("(open * 100)::bigint", stored: true);
        builder.References<ChargeBalance, Charge>(b => b.ChargeId);
        builder.TenantIndex(nameof(ChargeBalance.AccountId)).HasDatabaseName("ix_charge_balances_open").HasFilter("open > 0");
        builder.Check("ck_charge_balances_open", "open >= 0 and open <= amount");
        builder.Check("ck_charge_balances_reversed", "not is_reversed or open = 0");
    }
}

internal sealed class CreditBalanceConfiguration : IEntityTypeConfiguration<CreditBalance>
{
    public void Configure(EntityTypeBuilder<CreditBalance> builder)
    {
        builder.ToTable("credit_balances", LedgerSchema.Name);
        builder.HasKey(b => new { b.TenantId, b.CreditId });
        builder.Derived();
        builder.References<CreditBalance, Credit>(b => b.CreditId);
        builder.TenantIndex(nameof(CreditBalance.AccountId)).HasDatabaseName("ix_credit_balances_unapplied").HasFilter("unapplied > 0");
        builder.Check("ck_credit_balances_unapplied", "unapplied >= 0 and unapplied <= amount");
        builder.Check("ck_credit_balances_reversed", "not is_reversed or unapplied = 0");
    }
}

internal sealed class AccountBalanceConfiguration : IEntityTypeConfiguration<AccountBalance>
{
    public void Configure(EntityTypeBuilder<AccountBalance> builder)
    {
        builder.ToTable("account_balances", LedgerSchema.Name);
        builder.HasKey(b => new { b.TenantId, b.AccountId });
        builder.Derived();
        builder.Property(b => b.Balance).HasComputedColumnSql("open - unapplied", stored: true);
        builder.Property(b => b.BalanceCents).HasComputedColumnSql("((open - unapplied) * 100)::bigint", stored: true);
        builder.TenantIndex(nameof(AccountBalance.BalanceCents));
        builder.Check("ck_account_balances_open", "open >= 0");
        builder.Check("ck_account_balances_unapplied", "unapplied >= 0");
    }
}
