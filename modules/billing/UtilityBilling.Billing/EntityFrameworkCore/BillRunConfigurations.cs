using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal static class BillingSchema
{
    public const string Name = "billing";
}

internal sealed class CycleConfiguration : IEntityTypeConfiguration<Cycle>
{
    public void Configure(EntityTypeBuilder<Cycle> builder)
    {
        builder.TenantTable("cycles", BillingSchema.Name);
        builder.Property(c => c.Code).HasMaxLength(20);
        builder.TenantUnique(nameof(Cycle.Code));
        builder.Check("ck_cycles_months", "months_per_period between 1 and 12");
    }
}

internal sealed class BillingPeriodConfiguration : IEntityTypeConfiguration<BillingPeriod>
{
    public void Configure(EntityTypeBuilder<BillingPeriod> builder)
    {
        builder.TenantTable("billing_periods", BillingSchema.Name);
        builder.Property(p => p.Code).HasMaxLength(20);
        builder.Property(p => p.Moves).JsonOrNull();
        builder.References<BillingPeriod, Cycle>(p => p.CycleId);
        builder.TenantUnique(nameof(BillingPeriod.CycleId), nameof(BillingPeriod.From));
        builder.TenantUnique(nameof(BillingPeriod.CycleId), nameof(BillingPeriod.Code));
        builder.Check("ck_billing_periods_dates", "\"to\" > \"from\" and due_date > bill_date");
    }
}

internal sealed class TariffVersionConfiguration : IEntityTypeConfiguration<TariffVersion>
{
    public void Configure(EntityTypeBuilder<TariffVersion> builder)
    {
        builder.TenantTable("tariff_versions", BillingSchema.Name);
        builder.Property(t => t.Services).HasColumnType("text[]");
        builder.Property(t => t.Fees).HasColumnType("text[]");
        builder.Property(t => t.Document).HasColumnType("text").HasMaxLength(1_000_000);
        builder.Property(t => t.DocumentHash).HasMaxLength(64);
        builder.TenantUnique(nameof(TariffVersion.DocumentHash)).HasFilter("state <> 'Withdrawn'");
        builder.TenantUnique(nameof(TariffVersion.Name)).HasFilter("state <> 'Withdrawn'");
        builder.TenantIndex(nameof(TariffVersion.EffectiveFrom));
        builder.Check("ck_tariff_versions_approval", "approved_by is null or approved_by <> prepared_by");
        builder.Check("ck_tariff_versions_state", "(state = 'Approved') <= (approved_by is not null)");
    }
}

internal sealed class TariffFileConfiguration : IEntityTypeConfiguration<TariffFile>
{
    public void Configure(EntityTypeBuilder<TariffFile> builder)
    {
        builder.TenantTable("tariff_files", BillingSchema.Name);
        builder.Property(f => f.FileName).HasMaxLength(200);
        builder.Property(f => f.Hash).HasMaxLength(64);
        builder.References<TariffFile, TariffVersion>(f => f.TariffVersionId);
        builder.TenantUnique(nameof(TariffFile.TariffVersionId), nameof(TariffFile.Hash));
        builder.Check("ck_tariff_files_size", "size_bytes = length(content) and size_bytes <= 10000000");
    }
}

internal sealed class BillingHoldConfiguration : IEntityTypeConfiguration<BillingHold>
{
    public void Configure(EntityTypeBuilder<BillingHold> builder)
    {
        builder.TenantTable("billing_holds", BillingSchema.Name);
        builder.Property(h => h.Reason).HasMaxLength(1000);
        builder.Property(h => h.ReleaseReason).HasMaxLength(500);
        builder.TenantIndex(nameof(BillingHold.AgreementId));
        builder.Check("ck_billing_holds_span", "until is null or until > \"from\"");
        builder.Check("ck_billing_holds_released", "(released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null)");
    }
}

internal sealed class BillRunConfiguration : IEntityTypeConfiguration<BillRun>
{
    public void Configure(EntityTypeBuilder<BillRun> builder)
    {
        builder.TenantTable("bill_runs", BillingSchema.Name);
        builder.Property(r => r.CalculationsDigest).HasMaxLength(64);
        builder.Property(r => r.Reason).HasMaxLength(1000);
        builder.Property(r => r.TroubleCode).HasMaxLength(80);
        builder.Property(r => r.TroubleData).JsonOrNull();
        builder.References<BillRun, BillRun>(r => r.RollsBackRunId);
        builder.References<BillRun, Cycle>(r => r.CycleId);
        builder.References<BillRun, BillingPeriod>(r => r.PeriodId);
        builder.TenantUnique(nameof(BillRun.Number));
        builder.TenantUnique(nameof(BillRun.CycleId), nameof(BillRun.PeriodId))
            .HasFilter("kind = 'Regular' and state not in ('Cancelled', 'RolledBack')").HasDatabaseName("ux_bill_runs_regular");
        builder.TenantUnique(nameof(BillRun.RollsBackRunId)).HasFilter("rolls_back_run_id is not null and state <> 'Cancelled'").HasDatabaseName("ux_bill_runs_rollback");
        builder.Check("ck_bill_runs_period", "(kind = 'Regular') = (period_id is not null) and (period_id is null) = (cycle_id is null)");
        builder.Check("ck_bill_runs_reason", "(kind in ('Rebill', 'Cancel', 'Rollback')) = (reason is not null) and (kind = 'Rollback') = (rolls_back_run_id is not null)");
        builder.Check("ck_bill_runs_approver", "approved_by is null or approved_by <> prepared_by");
        builder.Check("ck_bill_runs_approved", "state not in ('Approved', 'Posting', 'Posted') or (approved_by is not null and posted_at is not null and calculations_digest is not null and (parked = 0 or state <> 'Approved'))");
        builder.Check("ck_bill_runs_complete", "state = 'Scoped' or in_scope = billed + held + excluded + parked");
    }
}

internal sealed class RunItemConfiguration : IEntityTypeConfiguration<RunItem>
{
    public void Configure(EntityTypeBuilder<RunItem> builder)
    {
        builder.ChildTable("run_items", BillingSchema.Name, nameof(RunItem.RunId), nameof(RunItem.AgreementId), nameof(RunItem.PeriodId));
        builder.Property(i => i.ReasonCode).HasMaxLength(80);
        builder.Property(i => i.ReasonData).JsonOrNull();
        builder.References<RunItem, BillRun>(i => i.RunId);
        builder.References<RunItem, BillingPeriod>(i => i.PeriodId);
        builder.Check("ck_run_items_reason", "outcome in ('Pending', 'Billed') or reason_code is not null");
    }
}

internal sealed class BillCalculationConfiguration : IEntityTypeConfiguration<BillCalculation>
{
    public void Configure(EntityTypeBuilder<BillCalculation> builder)
    {
        builder.ChildTable("bill_calculations", BillingSchema.Name, nameof(BillCalculation.RunId), nameof(BillCalculation.OccupancyId), nameof(BillCalculation.PeriodId));
        // Written once and read once: as text it is hashed for the approval without being put together anew.
        builder.Property(c => c.Inputs).HasColumnType("json");
        builder.Property(c => c.Lines).HasColumnType("json");
        builder.Property(c => c.Postings).Json();
        builder.Property(c => c.Oddness).Usage();
        builder.Property(c => c.OddnessCodes).HasColumnType("text[]");
        builder.References<BillCalculation, BillRun>(c => c.RunId);
        builder.References<BillCalculation, BillingPeriod>(c => c.PeriodId);
        builder.TenantIndex(nameof(BillCalculation.RunId), nameof(BillCalculation.Page));
        builder.Check("ck_bill_calculations_cents", "total_cents = total * 100");
        builder.Check("ck_bill_calculations_budget", "budget_variance = 0 or (budget_kind is not null and budget_kind = 'Level')");
    }
}

internal sealed class BillRunPageConfiguration : IEntityTypeConfiguration<BillRunPage>
{
    public void Configure(EntityTypeBuilder<BillRunPage> builder)
    {
        builder.ChildTable("bill_run_pages", BillingSchema.Name, nameof(BillRunPage.RunId), nameof(BillRunPage.Page));
        builder.References<BillRunPage, BillRun>(p => p.RunId);
    }
}

internal sealed class RunCancellationConfiguration : IEntityTypeConfiguration<RunCancellation>
{
    public void Configure(EntityTypeBuilder<RunCancellation> builder)
    {
        builder.ChildTable("run_cancellations", BillingSchema.Name, nameof(RunCancellation.RunId), nameof(RunCancellation.BillId));
        builder.References<RunCancellation, BillRun>(c => c.RunId);
        builder.References<RunCancellation, Bill>(c => c.BillId);
        // A bill is taken back once.
        builder.TenantUnique(nameof(RunCancellation.BillId)).HasFilter("cancelled_at is not null").HasDatabaseName("ux_run_cancellations_once");
    }
}

internal sealed class RunReleaseConfiguration : IEntityTypeConfiguration<RunRelease>
{
    public void Configure(EntityTypeBuilder<RunRelease> builder)
    {
        builder.ChildTable("run_releases", BillingSchema.Name, nameof(RunRelease.RunId), nameof(RunRelease.OccupancyId));
        builder.Property(r => r.Reason).HasMaxLength(1000);
        builder.References<RunRelease, BillRun>(r => r.RunId);
    }
}
