using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Customers.Services;
using UtilityBilling.Metering.ReadImports;

namespace UtilityBilling.Metering.Pages.Metering.ReadFiles;

/// <summary>What the upload form offers.</summary>
public sealed class ImportChoices(IReadImportAppService files, IEnumerable<ICycleChoices> cycles)
{
    public IReadOnlyList<SelectListItem> Layouts() => [.. files.Layouts.Select(l => new SelectListItem($"{l.Name} – {l.Title}", l.Name))];

    public async Task<IReadOnlyList<SelectListItem>> CyclesAsync(CancellationToken cancellationToken)
    {
        var items = new List<SelectListItem>();
        foreach (var source in cycles)
            foreach (var cycle in await source.ListAsync(cancellationToken))
                items.Add(new SelectListItem(cycle.Name, cycle.Id.ToString()));
        return items;
    }
}
