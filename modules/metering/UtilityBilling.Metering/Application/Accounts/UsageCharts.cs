using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Services;
using UtilityBilling.Localization;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Metering.Accounts;

/// <summary>The usage of a service point in the thirteen months up to a day, one bar for each read.</summary>
internal sealed class UsageCharts(IUsageIntegrationService usage, IServicePointDirectory points, IStringLocalizer texts) : IUsageChartProvider
{
    public async Task<IReadOnlyList<UsageChart>> ChartsAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly lastDay, CancellationToken cancellationToken = default)
    {
        var history = await usage.HistoryAsync(servicePointIds, lastDay.AddMonths(-13), lastDay, cancellationToken).ConfigureAwait(false);
        var places = await points.ByIdsAsync(servicePointIds, lastDay, cancellationToken).ConfigureAwait(false);
        var culture = CultureInfo.GetCultureInfo(LocalizationCatalog.CurrentLanguage);
        return [.. servicePointIds.Where(history.ContainsKey).Select(id => Chart(id, places.GetValueOrDefault(id)?.Service ?? "", history[id], culture))];
    }

    private UsageChart Chart(Guid id, string service, IReadOnlyList<UsageSegment> segments, CultureInfo culture) => new(
        id, texts["Metering:UsageChart.Title", texts.Service(service), segments[0].MeterSerial], segments[0].Unit,
        [.. segments.OrderBy(s => s.To).Select(s => new UsageChartBar(
            s.To.ToString("MMM", culture), s.To.ToString("d MMMM yyyy", culture), s.Usage, s.Kind == ReadKind.Estimated ? texts["Metering:Estimated.Short"].Value : null))]);
}

/// <summary>The "Reads" tab of every account.</summary>
internal sealed class ReadsTab : IAccountHubContributor
{
    public string Tab => "reads";
    public string TextKey => "Metering:Reads";
    public string Permission => MeteringPermissions.Reads.View;
    public int Order => 40;

    public string Url(Guid accountId) => $"/Customers/Accounts/{accountId}/Reads";
}
