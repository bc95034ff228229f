using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class BudgetPlanConfiguration : IEntityTypeConfiguration<BudgetPlan>
{
    public void Configure(EntityTypeBuilder<BudgetPlan> builder)
    {
        builder.TenantTable("budget_plans", BillingSchema.Name);
        builder.Property(p => p.EndReason).HasMaxLength(500);
        builder.TenantUnique(nameof(BudgetPlan.OccupancyId)).HasFilter("ended_on is null").HasDatabaseName("ux_budget_plans_running");
        builder.TenantIndex(nameof(BudgetPlan.AccountId));
        builder.Check("ck_budget_plans_month", "true_up_month between 1 and 12");
        builder.Check("ck_budget_plans_end", "(ended_on is null) = (end_kind is null) and (ended_on is null) = (ended_by_name is null)");
    }
}

internal sealed class BudgetAmountConfiguration : IEntityTypeConfiguration<BudgetAmount>
{
    public void Configure(EntityTypeBuilder<BudgetAmount> builder)
    {
        builder.ChildTable("budget_amounts", BillingSchema.Name, nameof(BudgetAmount.PlanId), nameof(BudgetAmount.From)).AppendOnly();
        builder.Property(a => a.Reason).HasMaxLength(500);
        builder.References<BudgetAmount, BudgetPlan>(a => a.PlanId);
        builder.Check("ck_budget_amounts_amount", "amount > 0 and (reason is not null or proposed is not distinct from amount)");
    }
}

internal sealed class BudgetBillConfiguration : IEntityTypeConfiguration<BudgetBill>
{
    public void Configure(EntityTypeBuilder<BudgetBill> builder)
    {
        builder.ChildTable("budget_bills", BillingSchema.Name, nameof(BudgetBill.BillId)).AppendOnly();
        builder.References<BudgetBill, Bill>(b => b.BillId);
        builder.References<BudgetBill, BudgetPlan>(b => b.PlanId);
        builder.TenantIndex(nameof(BudgetBill.PlanId));
        builder.Check("ck_budget_bills_asked", "kind = 'Level' or asked = actual");
    }
}

internal sealed class BudgetBillPartConfiguration : IEntityTypeConfiguration<BudgetBillPart>
{
    public void Configure(EntityTypeBuilder<BudgetBillPart> builder)
    {
        builder.ChildTable("budget_bill_parts", BillingSchema.Name, nameof(BudgetBillPart.BillId), nameof(BudgetBillPart.Service), nameof(BudgetBillPart.FundId), nameof(BudgetBillPart.MayCutWater)).AppendOnly();
        builder.Property(p => p.Service).HasMaxLength(40);
        builder.References<BudgetBillPart, Bill>(p => p.BillId);
        builder.References<BudgetBillPart, BudgetPlan>(p => p.PlanId);
        builder.References<BudgetBillPart, Fund>(p => p.FundId);
        builder.TenantIndex(nameof(BudgetBillPart.PlanId));
        builder.Check("ck_budget_bill_parts_amounts", "actual > 0 and asked > 0");
    }
}

internal sealed class BudgetSettlementConfiguration : IEntityTypeConfiguration<BudgetSettlement>
{
    public void Configure(EntityTypeBuilder<BudgetSettlement> builder)
    {
        builder.TenantTable("budget_settlements", BillingSchema.Name);
        builder.References<BudgetSettlement, BudgetPlan>(s => s.PlanId);
        builder.References<BudgetSettlement, Bill>(s => s.BillId);
        builder.References<BudgetSettlement, Journal>(s => s.JournalId);
        builder.TenantIndex(nameof(BudgetSettlement.PlanId));
        builder.TenantIndex(nameof(BudgetSettlement.BillId));
    }
}

internal sealed class BudgetSettlementPartConfiguration : IEntityTypeConfiguration<BudgetSettlementPart>
{
    public void Configure(EntityTypeBuilder<BudgetSettlementPart> builder)
    {
        builder.ChildTable("budget_settlement_parts", BillingSchema.Name, nameof(BudgetSettlementPart.SettlementId), nameof(BudgetSettlementPart.Service), nameof(BudgetSettlementPart.FundId), nameof(BudgetSettlementPart.MayCutWater)).AppendOnly();
        builder.Property(p => p.Service).HasMaxLength(40);
        builder.References<BudgetSettlementPart, BudgetSettlement>(p => p.SettlementId);
        builder.References<BudgetSettlementPart, BudgetPlan>(p => p.PlanId);
        builder.References<BudgetSettlementPart, Fund>(p => p.FundId);
        builder.TenantIndex(nameof(BudgetSettlementPart.PlanId));
        builder.Check("ck_budget_settlement_parts_amount", "amount <> 0");
    }
}

internal sealed class BudgetSettlementReversalConfiguration : IEntityTypeConfiguration<BudgetSettlementReversal>
{
    public void Configure(EntityTypeBuilder<BudgetSettlementReversal> builder)
    {
        builder.ChildTable("budget_settlement_reversals", BillingSchema.Name, nameof(BudgetSettlementReversal.SettlementId)).AppendOnly();
        builder.References<BudgetSettlementReversal, BudgetSettlement>(r => r.SettlementId);
        builder.References<BudgetSettlementReversal, Journal>(r => r.JournalId);
    }
}
