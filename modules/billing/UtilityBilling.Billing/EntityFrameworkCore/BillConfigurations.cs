using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class BillConfiguration : IEntityTypeConfiguration<Bill>
{
    public void Configure(EntityTypeBuilder<Bill> builder)
    {
        builder.TenantTable("bills", BillingSchema.Name);
        builder.Property(b => b.Inputs).HasColumnType("json");
        builder.References<Bill, BillRun>(b => b.RunId);
        builder.References<Bill, BillingPeriod>(b => b.PeriodId);
        builder.References<Bill, Ledger.Journal>(b => b.JournalId);
        builder.TenantUnique(nameof(Bill.RunId), nameof(Bill.OccupancyId), nameof(Bill.PeriodId));
        builder.TenantUnique(nameof(Bill.Number));
        builder.TenantIndex(nameof(Bill.AccountId), nameof(Bill.BillDate));
        builder.Check("ck_bills_cents", "total_cents = total * 100");
    }
}

internal sealed class BillLineConfiguration : IEntityTypeConfiguration<BillLine>
{
    public void Configure(EntityTypeBuilder<BillLine> builder)
    {
        builder.ChildTable("bill_lines", BillingSchema.Name, nameof(BillLine.BillId), nameof(BillLine.N));
        builder.AppendOnly();
        builder.Property(l => l.Service).HasMaxLength(40);
        builder.Property(l => l.Component).HasMaxLength(60);
        builder.Property(l => l.Quantity).Usage();
        builder.Property(l => l.UnitPrice).Price();
        builder.Property(l => l.ExplanationEn).HasMaxLength(1000);
        builder.Property(l => l.ExplanationEs).HasMaxLength(1000);
        builder.Property(l => l.Arithmetic).Json();
        builder.References<BillLine, Bill>(l => l.BillId);
        builder.References<BillLine, MiscCharge>(l => l.MiscChargeId);
        builder.Check("ck_bill_lines_cause", "(agreement_id is null) = (misc_charge_id is not null) and (tariff_version_id is null) = (misc_charge_id is not null)");
    }
}

internal sealed class BilledReadConfiguration : IEntityTypeConfiguration<BilledRead>
{
    public void Configure(EntityTypeBuilder<BilledRead> builder)
    {
        builder.ChildTable("billed_reads", BillingSchema.Name, nameof(BilledRead.BillId), nameof(BilledRead.AgreementId), nameof(BilledRead.N));
        builder.AppendOnly();
        builder.Property(r => r.Usage).Usage();
        builder.References<BilledRead, Bill>(r => r.BillId);
        builder.TenantIndex(nameof(BilledRead.ReadId));
    }
}

internal sealed class CoverageConfiguration : IEntityTypeConfiguration<Coverage>
{
    public void Configure(EntityTypeBuilder<Coverage> builder)
    {
        builder.ChildTable("coverage", BillingSchema.Name, nameof(Coverage.AgreementId), nameof(Coverage.PeriodId), nameof(Coverage.Generation));
        builder.AppendOnly();
        builder.References<Coverage, Bill>(c => c.BillId);
        builder.References<Coverage, BillingPeriod>(c => c.PeriodId);
        builder.HasOne<CoverageRelease>().WithMany()
            .HasForeignKey(nameof(Coverage.TenantId), nameof(Coverage.AgreementId), nameof(Coverage.PeriodId), nameof(Coverage.ReleasedGeneration))
            .HasPrincipalKey(nameof(CoverageRelease.TenantId), nameof(CoverageRelease.AgreementId), nameof(CoverageRelease.PeriodId), nameof(CoverageRelease.Generation))
            .OnDelete(DeleteBehavior.Restrict);
        builder.Check("ck_coverage_generation", "(generation = 1 and released_generation is null) or (generation > 1 and released_generation is not null and released_generation = generation - 1)");
    }
}

internal sealed class CoverageReleaseConfiguration : IEntityTypeConfiguration<CoverageRelease>
{
    public void Configure(EntityTypeBuilder<CoverageRelease> builder)
    {
        builder.ChildTable("coverage_releases", BillingSchema.Name, nameof(CoverageRelease.AgreementId), nameof(CoverageRelease.PeriodId), nameof(CoverageRelease.Generation));
        builder.AppendOnly();
        builder.Property(r => r.Reason).HasMaxLength(1000);
    }
}

internal sealed class StatementConfiguration : IEntityTypeConfiguration<Statement>
{
    public void Configure(EntityTypeBuilder<Statement> builder)
    {
        builder.TenantTable("statements", BillingSchema.Name);
        builder.Property(s => s.StubNumber).HasMaxLength(40);
        builder.References<Statement, BillRun>(s => s.RunId);
        builder.TenantUnique(nameof(Statement.Number));
        builder.TenantIndex(nameof(Statement.AccountId), nameof(Statement.DueDate));
        builder.TenantIndex(nameof(Statement.RunId));
        builder.Check("ck_statements_sum", "amount_due = previous_balance - payments - deposits + adjustments + current_charges");
    }
}

internal sealed class StatementBillConfiguration : IEntityTypeConfiguration<StatementBill>
{
    public void Configure(EntityTypeBuilder<StatementBill> builder)
    {
        builder.ChildTable("statement_bills", BillingSchema.Name, nameof(StatementBill.StatementId), nameof(StatementBill.BillId));
        builder.AppendOnly();
        builder.References<StatementBill, Statement>(s => s.StatementId);
        builder.References<StatementBill, Bill>(s => s.BillId);
    }
}

internal sealed class BillEventConfiguration : IEntityTypeConfiguration<BillEvent>
{
    public void Configure(EntityTypeBuilder<BillEvent> builder)
    {
        builder.TenantTable("bill_events", BillingSchema.Name);
        builder.References<BillEvent, Bill>(e => e.BillId);
        builder.TenantIndex(nameof(BillEvent.BillId));
    }
}
