using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class ChecklistConfiguration : IEntityTypeConfiguration<ChecklistRow>
{
    public void Configure(EntityTypeBuilder<ChecklistRow> builder)
    {
        builder.TenantTable("checklists", BillingSchema.Name);
        builder.Property(c => c.Document).Json();
        builder.Property(c => c.Reason).HasMaxLength(1000);
        builder.TenantIndex(nameof(ChecklistRow.Kind), nameof(ChecklistRow.EffectiveFrom), nameof(ChecklistRow.SetAt));
        builder.Check("ck_checklists_document", "jsonb_typeof(document) = 'array' and reason <> ''");
    }
}

internal sealed class RunTickConfiguration : IEntityTypeConfiguration<RunTick>
{
    public void Configure(EntityTypeBuilder<RunTick> builder)
    {
        builder.TenantTable("run_ticks", BillingSchema.Name);
        builder.Property(t => t.Step).HasMaxLength(100);
        builder.Property(t => t.Note).HasMaxLength(500);
        builder.References<RunTick, BillRun>(t => t.RunId);
        builder.TenantUnique(nameof(RunTick.RunId), nameof(RunTick.Step)).HasFilter("taken_back_at is null");
        builder.Check("ck_run_ticks_taken_back", "(taken_back_at is null) = (taken_back_by_name is null)");
    }
}

internal sealed class ScheduledRunStepConfiguration : IEntityTypeConfiguration<ScheduledRunStep>
{
    public void Configure(EntityTypeBuilder<ScheduledRunStep> builder)
    {
        builder.TenantTable("scheduled_steps", BillingSchema.Name);
        builder.Property(s => s.TroubleCode).HasMaxLength(80);
        builder.Property(s => s.TroubleData).JsonOrNull();
        builder.References<ScheduledRunStep, BillRun>(s => s.RunId);
        builder.References<ScheduledRunStep, BillingPeriod>(s => s.PeriodId);
        builder.TenantUnique(nameof(ScheduledRunStep.RunId), nameof(ScheduledRunStep.Step)).HasFilter("state = 'Waiting' and run_id is not null").HasDatabaseName("ux_scheduled_steps_run");
        builder.TenantUnique(nameof(ScheduledRunStep.PeriodId)).HasFilter("state = 'Waiting' and period_id is not null").HasDatabaseName("ux_scheduled_steps_period");
        builder.TenantIndex(nameof(ScheduledRunStep.State), nameof(ScheduledRunStep.DueAt));
        builder.Check("ck_scheduled_steps_what", "(step = 'Start') = (period_id is not null) and (step = 'Start' or run_id is not null)");
        builder.Check("ck_scheduled_steps_trouble", "state <> 'Failed' or trouble_code is not null");
    }
}
