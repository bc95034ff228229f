using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Timing;

/// <summary>The town's time: instants are UTC, business dates are the town's own calendar day.</summary>
public interface IClock
{
    DateTimeOffset UtcNow { get; }

    /// <summary>Today in the town's time zone.</summary>
    DateOnly Today { get; }
}

public sealed class Clock(TimeProvider time, ICurrentTenant tenant) : IClock
{
    public DateTimeOffset UtcNow => time.GetUtcNow();

    public DateOnly Today
    {
        get
        {
            var zone = tenant.Tenant is { } town ? TimeZoneInfo.FindSystemTimeZoneById(town.TimeZone) : TimeZoneInfo.Utc;
            return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        }
    }
}
