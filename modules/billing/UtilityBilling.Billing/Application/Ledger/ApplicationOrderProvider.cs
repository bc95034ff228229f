using UtilityBilling.Billing.Charges;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.Ledger;

/// <summary>The town's order of application, in force on a day.</summary>
internal sealed class ApplicationOrderProvider(ISettingProvider settings)
{
    public async Task<ApplicationOrder> GetAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        var first = await settings.GetAsync(LedgerSettings.ApplicationOrder, asOf, cancellationToken);
        var services = await settings.GetAsync(LedgerSettings.ServicePriority, asOf, cancellationToken);
        return new ApplicationOrder(first == LedgerSettings.OldestFirst, services.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
