using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

/// <summary>The billing calendar's next days, for the Today page.</summary>
internal sealed class CalendarDates(CalendarReader reader, IStringLocalizer texts) : ITodayDateContributor
{
    public string Permission => BillingPermissions.Calendar.View;

    public async Task<IReadOnlyList<TodayDate>> DatesAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken) =>
        [.. (await reader.EventsAsync(from, through, cancellationToken).ConfigureAwait(false))
            .Select(e => new TodayDate(e.Day, CalendarWording.Line(e, texts), $"/Billing/Calendar/Month?month={e.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}"))];
}
