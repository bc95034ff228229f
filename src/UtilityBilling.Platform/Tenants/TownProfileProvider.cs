using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Platform.Tenants;

internal sealed class TownProfileProvider(IUtilityBillingDbContext context, ICurrentTenant tenant) : ITownProfileProvider
{
    public async Task<TownProfile> GetAsync(CancellationToken cancellationToken = default)
    {
        var town = await context.Set<Tenant>().AsNoTracking().SingleAsync(t => t.Id == tenant.Id, cancellationToken).ConfigureAwait(false);
        return new TownProfile(town.Name, Lines(town.AddressLine1, town.AddressLine2), town.Phone ?? "", Lines(town.RemitTo?.Split('\n') ?? []), town.BrandColor);
    }

    private static string[] Lines(params string?[] lines) => [.. lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l!.Trim())];
}
