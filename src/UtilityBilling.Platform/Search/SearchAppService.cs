using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Navigation;
using UtilityBilling.Search;

namespace UtilityBilling.Platform.Search;

/// <summary>The search box: records that the person may open, and pages.</summary>
public interface ISearchAppService
{
    Task<IReadOnlyList<SearchHit>> FindAsync(string? text, CancellationToken cancellationToken = default);
}

internal sealed class SearchAppService(
    ISearchIndex index, IEnumerable<ISearchContributor> contributors, IEnumerable<IMenuContributor> menus, IPermissionChecker permissions, IStringLocalizer texts) : ISearchAppService
{
    private const int MostHits = 25;
    private const int MostPages = 5;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string? text, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var hits = new List<SearchHit>();
        var open = new List<ISearchContributor>();
        foreach (var contributor in contributors)
            if (await permissions.IsGrantedAsync(contributor.Permission, cancellationToken).ConfigureAwait(false))
                open.Add(contributor);
        var matches = await index.FindAsync(text, [.. open.SelectMany(c => c.Kinds).Distinct()], MostHits, cancellationToken).ConfigureAwait(false);
        foreach (var contributor in open)
        {
            var own = matches.Where(m => contributor.Kinds.Contains(m.Kind)).ToList();
            if (own.Count == 0)
                continue;
            hits.AddRange(await contributor.DescribeAsync(own, cancellationToken).ConfigureAwait(false));
        }
        return [.. hits, .. await PagesAsync(text, cancellationToken).ConfigureAwait(false)];
    }

    private async Task<IReadOnlyList<SearchHit>> PagesAsync(string text, CancellationToken cancellationToken)
    {
        var words = SearchWords.Question(text);
        var hits = new List<SearchHit>();
        foreach (var item in menus.SelectMany(m => m.Items()))
        {
            var title = texts[item.TextKey].Value;
            var tokens = SearchWords.Tokens([title]);
            if (hits.Count < MostPages && words.Count > 0 && words.All(w => tokens.Any(t => t.StartsWith(w, StringComparison.Ordinal)))
                && (item.Permission.Length == 0 || await permissions.IsGrantedAsync(item.Permission, cancellationToken).ConfigureAwait(false)))
                hits.Add(new SearchHit("page", title, texts[$"MenuGroup:{item.Group}"], item.Url));
        }
        return hits;
    }
}
