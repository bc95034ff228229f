using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Auditing;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Tenants;

/// <summary>A town to be opened.</summary>
/// <param name="Slug">Short name in the address: lower-case letters, digits and dashes.</param>
/// <param name="TimeZone">IANA name, for example <c>America/Los_Angeles</c>.</param>
/// <param name="Language"><c>en</c> or <c>es</c>.</param>
public sealed record NewTown(string Slug, string Name, string TimeZone, string Language)
{
    public string? AddressLine1 { get; init; }
    public string? AddressLine2 { get; init; }
    public string? Phone { get; init; }
    public string? RemitTo { get; init; }
    public string BrandColor { get; init; } = TownColors.Default;

    /// <summary>Given by seeds that must come out the same every time; made where it is null.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Opens towns. It begins its own units of work: call it outside of any.</summary>
public interface ITenantManager
{
    /// <summary>Enters the town and gives it its roles, codes and ledger accounts. A slug that is taken is refused.</summary>
    Task<TenantInfo> CreateAsync(NewTown town, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Runs every seed contributor again for a town, for what a new version added. Safe to repeat.</summary>
    Task SeedAsync(TenantInfo town, Actor actor, CancellationToken cancellationToken = default);
}

internal sealed class TenantManager(ITenantRunner runner, TenantStore store) : ITenantManager
{
    public async Task<TenantInfo> CreateAsync(NewTown town, Actor actor, CancellationToken cancellationToken = default)
    {
        TownRules.Check(town.Slug, town.Name, town.TimeZone, town.Language);
        var info = await runner.WriteAsync(null, actor, services => InsertAsync(services, town, cancellationToken), cancellationToken).ConfigureAwait(false);
        await SeedAsync(info, actor, cancellationToken).ConfigureAwait(false);
        store.Forget();
        return info;
    }

    public Task SeedAsync(TenantInfo town, Actor actor, CancellationToken cancellationToken = default) =>
        runner.WriteAsync(town, actor, async services =>
        {
            foreach (var contributor in services.GetServices<IDataSeedContributor>().OrderBy(c => c.Order))
                await contributor.SeedAsync(cancellationToken).ConfigureAwait(false);
            services.GetRequiredService<IAuditScope>().Note(nameof(Tenant), town.Id, "seeded");
        }, cancellationToken);

    private static async Task<TenantInfo> InsertAsync(IServiceProvider services, NewTown town, CancellationToken cancellationToken)
    {
        var context = services.GetRequiredService<IUtilityBillingDbContext>();
        if (await context.Set<Tenant>().AnyAsync(t => t.Slug == town.Slug, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Platform:Town.SlugTaken").WithData("Slug", town.Slug).ForField("Input.Slug");
        var tenant = new Tenant
        {
            Id = town.Id ?? services.GetRequiredService<IGuidGenerator>().Create(),
            Slug = town.Slug,
            Name = town.Name.Trim(),
            TimeZone = town.TimeZone,
            DefaultLanguage = town.Language,
            AddressLine1 = town.AddressLine1,
            AddressLine2 = town.AddressLine2,
            Phone = town.Phone,
            RemitTo = town.RemitTo,
            BrandColor = TownColors.Readable(town.BrandColor),
            CreatedAt = services.GetRequiredService<IClock>().UtcNow,
        };
        context.Set<Tenant>().Add(tenant);
        return tenant.ToInfo();
    }
}
