namespace UtilityBilling.Billing.Calendars;

/// <summary>Addresses from which calendar programmes read the published dates.</summary>
public interface ICalendarFeedAppService
{
    Task<IReadOnlyList<CalendarFeedDto>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes an address. The token is answered this once and kept only as a hash.</summary>
    Task<string> MakeAsync(string name, CancellationToken cancellationToken = default);

    Task RevokeAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The calendar for a signed-in person.</summary>
    Task<string> ReadAsync(string host, CancellationToken cancellationToken = default);

    /// <summary>The calendar for whoever holds the address; null when the token is unknown or was taken back.</summary>
    Task<string?> ReadAsync(string token, string host, CancellationToken cancellationToken = default);
}

public sealed record CalendarFeedDto(Guid Id, string Name, string MadeByName, DateTimeOffset MadeAt, DateTimeOffset? RevokedAt, string? RevokedByName);
