using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Customers;
using UtilityBilling.Customers.ServiceChanges;

namespace UtilityBilling.DemoData;

/// <summary>A fee that the council may lift from shops: looked through, and not yet sent for approval.</summary>
internal sealed class DemoServiceChanges(DemoOffice office)
{
    public Task HappenAsync(CancellationToken cancellationToken) => office.DoAsync(office.Technician, async s =>
    {
        var changes = s.GetRequiredService<IServiceChangeAppService>();
        var on = new DateOnly(office.Today.Year, office.Today.Month, 1).AddMonths(2);
        var offered = (await changes.ChoicesAsync(on, cancellationToken).ConfigureAwait(false)).Rates;
        if (offered.Count == 0)
            return;
        await changes.PreviewAsync(
            new ServiceChangeInput { Kind = ServiceChangeKind.End, Service = offered[^1].Service, On = on, CustomerClass = "commercial", Reason = "Proposal to the council: no fee for shops" }, cancellationToken).ConfigureAwait(false);
    }, cancellationToken);
}
