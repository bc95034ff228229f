using System.Globalization;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Timing;

/// <summary>Instants as the town's calendar and clock show them.</summary>
public sealed class TownDays(ICurrentTenant tenant)
{
    private TimeZoneInfo Zone => tenant.Tenant is { } town ? TimeZoneInfo.FindSystemTimeZoneById(town.TimeZone) : TimeZoneInfo.Utc;

    /// <summary>The town's calendar day.</summary>
    public DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>When the town's day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>When the town's clocks show the time on the day. Of a time that they skip in spring, an hour later.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var shown = day.ToDateTime(time);
        return new DateTimeOffset(shown, Zone.GetUtcOffset(shown)).ToUniversalTime();
    }

    /// <summary>Day and minute: <c>2026-11-23 14:05</c>.</summary>
    public string Show(DateTimeOffset? at) => at is { } instant ? TimeZoneInfo.ConvertTime(instant, Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";
}
