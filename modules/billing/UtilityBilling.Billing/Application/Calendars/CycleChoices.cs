using Microsoft.EntityFrameworkCore;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Offers the town's billing cycles where a service is opened.</summary>
internal sealed class CycleChoices(IUtilityBillingDbContext database) : ICycleChoices
{
    public async Task<IReadOnlyList<NamedChoice>> ListAsync(CancellationToken cancellationToken = default) =>
        await database.Set<Cycle>().AsNoTracking().OrderBy(c => c.Code).ThenBy(c => c.Id).Select(c => new NamedChoice(c.Id, c.Code, c.Name)).ToListAsync(cancellationToken).ConfigureAwait(false);
}
