using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class CalendarRuleConfiguration : IEntityTypeConfiguration<CalendarRuleRow>
{
    public void Configure(EntityTypeBuilder<CalendarRuleRow> builder)
    {
        builder.TenantTable("calendar_rules", BillingSchema.Name);
        builder.Property(r => r.Document).Json();
        builder.Property(r => r.Reason).HasMaxLength(1000);
        builder.References<CalendarRuleRow, Cycle>(r => r.CycleId);
        builder.TenantIndex(nameof(CalendarRuleRow.EffectiveFrom), nameof(CalendarRuleRow.SetAt));
        builder.Check("ck_calendar_rules_document", "jsonb_typeof(document) = 'object'");
    }
}

internal sealed class HolidayConfiguration : IEntityTypeConfiguration<Holiday>
{
    public void Configure(EntityTypeBuilder<Holiday> builder)
    {
        builder.TenantTable("holidays", BillingSchema.Name);
        builder.Property(h => h.NameEn).HasMaxLength(100);
        builder.Property(h => h.NameEs).HasMaxLength(100);
        builder.TenantUnique(nameof(Holiday.Day), nameof(Holiday.List));
        builder.Check("ck_holidays_name", "name_en <> ''");
    }
}

internal sealed class CalendarAdjustmentConfiguration : IEntityTypeConfiguration<CalendarAdjustment>
{
    public void Configure(EntityTypeBuilder<CalendarAdjustment> builder)
    {
        builder.TenantTable("calendar_adjustments", BillingSchema.Name);
        builder.Property(a => a.Reason).HasMaxLength(1000);
        builder.References<CalendarAdjustment, Cycle>(a => a.CycleId);
        builder.TenantIndex(nameof(CalendarAdjustment.CycleId), nameof(CalendarAdjustment.PeriodFrom));
        builder.Check("ck_calendar_adjustments_reason", "reason <> ''");
    }
}

internal sealed class CalendarFeedConfiguration : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.TenantTable("calendar_feeds", BillingSchema.Name);
        builder.Property(f => f.Name).HasMaxLength(100);
        builder.Property(f => f.TokenHash).HasMaxLength(64);
        builder.TenantUnique(nameof(CalendarFeed.TokenHash));
        builder.Check("ck_calendar_feeds_hash", "length(token_hash) = 64");
        builder.Check("ck_calendar_feeds_revoked", "(revoked_at is null) = (revoked_by_name is null)");
    }
}
