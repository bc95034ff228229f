using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class WinterAverageConfiguration : IEntityTypeConfiguration<WinterAverage>
{
    public void Configure(EntityTypeBuilder<WinterAverage> builder)
    {
        builder.TenantTable("winter_averages", BillingSchema.Name);
        builder.Property(w => w.Value).Usage();
        builder.Property(w => w.ReadsUsed).Json();
        builder.References<WinterAverage, WinterAverageBatch>(w => w.BatchId);
        // What was replaced or taken back before any bill used it ends on its first day; it leaves room for another from that day.
        builder.TenantUnique(nameof(WinterAverage.AgreementId), nameof(WinterAverage.From)).HasFilter("\"to\" is distinct from \"from\"");
        builder.Check("ck_winter_averages_dates", "\"to\" is null or \"to\" >= \"from\"");
        builder.Check("ck_winter_averages_value", "value >= 0");
    }
}

internal sealed class WinterAverageBatchConfiguration : IEntityTypeConfiguration<WinterAverageBatch>
{
    public void Configure(EntityTypeBuilder<WinterAverageBatch> builder)
    {
        builder.TenantTable("winter_average_batches", BillingSchema.Name);
        builder.Property(b => b.Service).HasMaxLength(40);
        builder.Property(b => b.Reason).HasMaxLength(500);
        builder.Property(b => b.EndReason).HasMaxLength(500);
        builder.Property(b => b.FileHash).HasMaxLength(64);
        builder.Property(b => b.BigChangePercent).Usage();
        builder.Property(b => b.RefusedLines).JsonOrNull();
        builder.References<WinterAverageBatch, Cycle>(b => b.CycleId);
        builder.References<WinterAverageBatch, TariffVersion>(b => b.TariffVersionId);
        builder.TenantUnique(nameof(WinterAverageBatch.Number));
        builder.TenantUnique(nameof(WinterAverageBatch.FileHash)).HasFilter("file_hash is not null and state <> 'Cancelled'");
        // Two batches under way for one cycle would each show the other's values as those before.
        builder.TenantUnique(nameof(WinterAverageBatch.CycleId), nameof(WinterAverageBatch.Service)).HasFilter("cycle_id is not null and state in ('Computing', 'Draft', 'AwaitingApproval')");
        builder.Check("ck_winter_average_batches_second_person", "approved_by is null or approved_by <> prepared_by");
        builder.Check("ck_winter_average_batches_approved", "(state in ('Approved', 'Reversed')) = (approved_by is not null)");
        builder.Check("ck_winter_average_batches_window", "window_to is null or window_to > window_from");
    }
}

internal sealed class WinterAverageRowConfiguration : IEntityTypeConfiguration<WinterAverageRow>
{
    public void Configure(EntityTypeBuilder<WinterAverageRow> builder)
    {
        builder.ChildTable("winter_average_rows", BillingSchema.Name, nameof(WinterAverageRow.BatchId), nameof(WinterAverageRow.AgreementId));
        builder.Property(r => r.AccountNumber).HasMaxLength(40);
        builder.Property(r => r.OldValue).Usage();
        builder.Property(r => r.Computed).Usage();
        builder.Property(r => r.OverrideValue).Usage();
        builder.Property(r => r.OverrideReason).HasMaxLength(500);
        builder.Property(r => r.Value).Usage();
        builder.Property(r => r.Billed).Usage();
        builder.Property(r => r.Reads).Json();
        builder.Property(r => r.HowEn).HasMaxLength(2000);
        builder.Property(r => r.HowEs).HasMaxLength(2000);
        builder.Property(r => r.Flags).HasColumnType("text[]");
        builder.References<WinterAverageRow, WinterAverageBatch>(r => r.BatchId);
        builder.TenantIndex(nameof(WinterAverageRow.AgreementId));
        builder.Check("ck_winter_average_rows_override", "(override_value is null) = (override_reason is null) and (override_value is null) = (override_by is null)");
        builder.Check("ck_winter_average_rows_value", "value is not distinct from coalesce(override_value, computed) and coalesce(value, 0) >= 0");
    }
}
