using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Calendars;

internal sealed class CalendarFeedAppService(
    IUtilityBillingDbContext database, CalendarReader reader, ICurrentTenant tenant, IStringLocalizer texts, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, ICurrentUser user) : ICalendarFeedAppService
{
    private const int MostFeeds = 200;
    private const int DaysBack = 120;
    private const int DaysAhead = 800;
    private const int TokenBytes = 24;

    public async Task<IReadOnlyList<CalendarFeedDto>> ListAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        return await database.Set<CalendarFeed>().AsNoTracking().OrderBy(f => f.RevokedAt != null).ThenByDescending(f => f.MadeAt).ThenBy(f => f.Id).Take(MostFeeds)
            .Select(f => new CalendarFeedDto(f.Id, f.Name, f.MadeByName, f.MadeAt, f.RevokedAt, f.RevokedByName)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> MakeAsync(string name, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(name))
            throw new BusinessException("Billing:Feed.NameNeeded").ForField("Input.Name");
        if (await database.Set<CalendarFeed>().CountAsync(f => f.RevokedAt == null, cancellationToken).ConfigureAwait(false) >= MostFeeds)
            throw new BusinessException("Billing:Feed.TooMany").WithData("Most", MostFeeds);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        database.Set<CalendarFeed>().Add(new CalendarFeed { Id = guids.Create(), Name = name.Trim(), TokenHash = Hash(token), MadeByName = user.Required.DisplayName, MadeAt = clock.UtcNow });
        return token;
    }

    public async Task RevokeAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        var feed = await database.Set<CalendarFeed>().SingleOrDefaultAsync(f => f.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(CalendarFeed), id);
        if (feed.RevokedAt is null)
            (feed.RevokedAt, feed.RevokedByName) = (clock.UtcNow, user.Required.DisplayName);
    }

    public async Task<string> ReadAsync(string host, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        return await WriteAsync(host, cancellationToken).ConfigureAwait(false);
    }

    public async Task<string?> ReadAsync(string token, string host, CancellationToken cancellationToken = default)
    {
        if (tenant.Tenant is null || token is not { Length: TokenBytes * 2 })
            return null;
        var hash = Hash(token);
        return await database.Set<CalendarFeed>().AnyAsync(f => f.TokenHash == hash && f.RevokedAt == null, cancellationToken).ConfigureAwait(false) ? await WriteAsync(host, cancellationToken).ConfigureAwait(false) : null;
    }

    private async Task<string> WriteAsync(string host, CancellationToken cancellationToken)
    {
        var events = await reader.EventsAsync(clock.Today.AddDays(-DaysBack), clock.Today.AddDays(DaysAhead), cancellationToken).ConfigureAwait(false);
        return CalendarFile.Write(tenant.Tenant!.Name, host, clock.UtcNow, [.. events.Select(e => new CalendarFileEntry(Uid(e, host), e.Day, CalendarWording.Line(e, texts)))]);
    }

    /// <summary>The same for the same date of the same period for ever, so that a moved date moves in the reader's calendar.</summary>
    private static string Uid(CalendarEvent e, string host) =>
        e.PeriodId is { } period ? $"{period:N}-{e.Date}@{host}" : $"holiday-{e.Holiday}-{e.Day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture)}@{host}";

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
