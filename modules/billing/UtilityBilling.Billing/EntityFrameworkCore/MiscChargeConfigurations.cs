using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class MiscChargeConfiguration : IEntityTypeConfiguration<MiscCharge>
{
    public void Configure(EntityTypeBuilder<MiscCharge> builder)
    {
        builder.TenantTable("misc_charges", BillingSchema.Name);
        builder.Property(c => c.TextEn).HasMaxLength(200);
        builder.Property(c => c.TextEs).HasMaxLength(200);
        builder.Property(c => c.Paper).HasMaxLength(200);
        builder.Property(c => c.ClosedReason).HasMaxLength(500);
        builder.References<MiscCharge, MiscChargeCode>(c => c.CodeId);
        builder.References<MiscCharge, Cycle>(c => c.CycleId);
        builder.TenantIndex(nameof(MiscCharge.AccountId));
        builder.TenantUnique(nameof(MiscCharge.RevertedId));
        builder.TenantIndex(nameof(MiscCharge.State), nameof(MiscCharge.From));
        builder.Check("ck_misc_charges_span", "\"to\" is null or \"to\" >= \"from\"");
        builder.Check("ck_misc_charges_kind", "(kind = 'Recurring') = (cycle_id is not null) and (kind = 'Recurring' or (\"to\" is null and every_periods = 1)) and every_periods between 1 and 24");
        builder.Check("ck_misc_charges_reverted", "reverted_id is null or (kind = 'OneTime' and occupancy_id = reverted_id)");
        builder.Check("ck_misc_charges_second_person", "decided_by is null or decided_by <> entered_by");
        builder.Check("ck_misc_charges_closed", "state in ('AwaitingApproval', 'Approved') or closed_reason is not null");
    }
}

internal sealed class MiscChargeAmountConfiguration : IEntityTypeConfiguration<MiscChargeAmount>
{
    public void Configure(EntityTypeBuilder<MiscChargeAmount> builder)
    {
        builder.ChildTable("misc_charge_amounts", BillingSchema.Name, nameof(MiscChargeAmount.ChargeId), nameof(MiscChargeAmount.From)).AppendOnly();
        builder.Property(a => a.Quantity).Usage();
        builder.Property(a => a.UnitPrice).Price();
        builder.References<MiscChargeAmount, MiscCharge>(a => a.ChargeId);
        builder.Check("ck_misc_charge_amounts_amount", "amount > 0 and amount = round(quantity * unit_price, 2)");
    }
}

internal sealed class MiscChargeBillingConfiguration : IEntityTypeConfiguration<MiscChargeBilling>
{
    public void Configure(EntityTypeBuilder<MiscChargeBilling> builder)
    {
        builder.ChildTable("misc_charge_billings", BillingSchema.Name, nameof(MiscChargeBilling.ChargeId), nameof(MiscChargeBilling.Occurrence), nameof(MiscChargeBilling.Generation)).AppendOnly();
        builder.References<MiscChargeBilling, MiscCharge>(b => b.ChargeId);
        builder.References<MiscChargeBilling, Bill>(b => b.BillId);
        builder.HasOne<MiscChargeRelease>().WithMany()
            .HasForeignKey(nameof(MiscChargeBilling.TenantId), nameof(MiscChargeBilling.ChargeId), nameof(MiscChargeBilling.Occurrence), nameof(MiscChargeBilling.ReleasedGeneration))
            .HasPrincipalKey(nameof(MiscChargeRelease.TenantId), nameof(MiscChargeRelease.ChargeId), nameof(MiscChargeRelease.Occurrence), nameof(MiscChargeRelease.Generation))
            .OnDelete(DeleteBehavior.Restrict);
        builder.TenantIndex(nameof(MiscChargeBilling.BillId));
        builder.Check("ck_misc_charge_billings_generation", "(generation = 1 and released_generation is null) or (generation > 1 and released_generation is not null and released_generation = generation - 1)");
    }
}

internal sealed class MiscChargeReleaseConfiguration : IEntityTypeConfiguration<MiscChargeRelease>
{
    public void Configure(EntityTypeBuilder<MiscChargeRelease> builder)
    {
        builder.ChildTable("misc_charge_releases", BillingSchema.Name, nameof(MiscChargeRelease.ChargeId), nameof(MiscChargeRelease.Occurrence), nameof(MiscChargeRelease.Generation)).AppendOnly();
        builder.Property(r => r.Reason).HasMaxLength(1000);
    }
}

internal sealed class MiscChargeCodeConfiguration : IEntityTypeConfiguration<MiscChargeCode>
{
    public void Configure(EntityTypeBuilder<MiscChargeCode> builder)
    {
        builder.TenantTable("misc_charge_codes", BillingSchema.Name);
        builder.Property(c => c.Code).HasMaxLength(20);
        builder.TenantUnique(nameof(MiscChargeCode.Code));
    }
}

internal sealed class MiscChargeTermsConfiguration : IEntityTypeConfiguration<MiscChargeTerms>
{
    public void Configure(EntityTypeBuilder<MiscChargeTerms> builder)
    {
        builder.ChildTable("misc_charge_terms", BillingSchema.Name, nameof(MiscChargeTerms.CodeId), nameof(MiscChargeTerms.From)).AppendOnly();
        builder.Property(t => t.NameEn).HasMaxLength(100);
        builder.Property(t => t.NameEs).HasMaxLength(100);
        builder.Property(t => t.Service).HasMaxLength(40);
        builder.Property(t => t.UnitPrice).Price();
        builder.References<MiscChargeTerms, MiscChargeCode>(t => t.CodeId);
        builder.References<MiscChargeTerms, GlAccount>(t => t.GlAccountId);
        builder.Check("ck_misc_charge_terms_price", "(unit_price is null or unit_price > 0) and (unit_price is not null or not is_fixed_price)");
    }
}

internal sealed class RunMiscChargeConfiguration : IEntityTypeConfiguration<RunMiscCharge>
{
    public void Configure(EntityTypeBuilder<RunMiscCharge> builder)
    {
        builder.ChildTable("run_misc_charges", BillingSchema.Name, nameof(RunMiscCharge.RunId), nameof(RunMiscCharge.ChargeId), nameof(RunMiscCharge.Occurrence));
        builder.References<RunMiscCharge, BillRun>(c => c.RunId);
        builder.References<RunMiscCharge, MiscCharge>(c => c.ChargeId);
        builder.TenantIndex(nameof(RunMiscCharge.ChargeId), nameof(RunMiscCharge.Occurrence));
    }
}

internal sealed class RunChargeBillConfiguration : IEntityTypeConfiguration<RunChargeBill>
{
    public void Configure(EntityTypeBuilder<RunChargeBill> builder)
    {
        builder.ChildTable("run_charge_bills", BillingSchema.Name, nameof(RunChargeBill.RunId), nameof(RunChargeBill.OccupancyId), nameof(RunChargeBill.PeriodId));
        builder.References<RunChargeBill, BillRun>(b => b.RunId);
        builder.References<RunChargeBill, BillingPeriod>(b => b.PeriodId);
    }
}
