using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Data;

/// <summary>How a demo town is made. The same options give the same town, to the cent and the id.</summary>
/// <param name="Preset">For example <c>riverbend</c>.</param>
/// <param name="Accounts">How many accounts; the preset's own number when left out.</param>
/// <param name="Months">How many months of history.</param>
/// <param name="Seed">Other seeds give other names, addresses and usage.</param>
/// <param name="Slug">The town's subdomain when it shall not be the preset's own; its ids follow from it, so that one preset can be made twice in a database.</param>
/// <param name="FilesFolder">Where the read file goes that waits for the newcomer; the clone's own demo folder when left out.</param>
public sealed record DemoTownOptions(string Preset, int? Accounts = null, int Months = 24, int Seed = 1, string? Slug = null, string? FilesFolder = null);

/// <summary>Gives an opened town its customers, meters, tariffs and history, through the same services that people use.</summary>
public interface IDemoTownBuilder
{
    /// <summary>The preset that it makes.</summary>
    string Preset { get; }

    /// <summary>Called outside of any unit of work, on a clock of the demo's own; the town has its roles, codes and people already.</summary>
    /// <param name="town">The town to fill.</param>
    /// <param name="options">Size, length and seed.</param>
    /// <param name="services">The provider whose clock is a <see cref="Timing.DemoClock"/> and whose ids follow from the seed.</param>
    /// <param name="progress">One line per step, for the console.</param>
    Task BuildAsync(TenantInfo town, DemoTownOptions options, IServiceProvider services, Action<string> progress, CancellationToken cancellationToken = default);
}
