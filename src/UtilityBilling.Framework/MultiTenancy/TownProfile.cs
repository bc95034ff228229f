namespace UtilityBilling.MultiTenancy;

/// <summary>What a town prints on its papers: letterhead, telephone and where payments go.</summary>
/// <param name="AddressLines">The town's own address, one line each.</param>
/// <param name="RemitToLines">Where payments are mailed, one line each.</param>
/// <param name="BrandColor">A dark enough colour as <c>#rrggbb</c>.</param>
public sealed record TownProfile(string Name, IReadOnlyList<string> AddressLines, string Phone, IReadOnlyList<string> RemitToLines, string BrandColor);

/// <summary>Reads the present town's letterhead.</summary>
public interface ITownProfileProvider
{
    Task<TownProfile> GetAsync(CancellationToken cancellationToken = default);
}
