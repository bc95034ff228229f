namespace UtilityBilling.Search;

/// <summary>A record that the search box can find.</summary>
/// <param name="Kind">For example <c>account</c>, <c>premise</c>, <c>meter</c>, <c>bill</c>.</param>
/// <param name="RecordId">The record to open.</param>
/// <param name="Texts">The words that find it: names, numbers, addresses, legacy ids.</param>
public sealed record SearchDocument(string Kind, Guid RecordId, IReadOnlyList<string> Texts);

/// <summary>Keeps the search index in the same transaction as the record.</summary>
public interface ISearchIndex
{
    /// <summary>Replaces the tokens of these records, set-based.</summary>
    Task ReplaceAsync(IReadOnlyCollection<SearchDocument> documents, CancellationToken cancellationToken = default);

    /// <summary>Records whose tokens begin with every word of the text, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SearchMatch>> FindAsync(string text, IReadOnlyCollection<string> kinds, int limit, CancellationToken cancellationToken = default);
}

/// <summary>A found record, before its module turned it into words.</summary>
public sealed record SearchMatch(string Kind, Guid RecordId);

/// <summary>A line of the search dialog.</summary>
public sealed record SearchHit(string Kind, string Title, string Detail, string Url);

/// <summary>Turns found records of one module into lines that a person may open.</summary>
public interface ISearchContributor
{
    IReadOnlyCollection<string> Kinds { get; }
    string Permission { get; }
    Task<IReadOnlyList<SearchHit>> DescribeAsync(IReadOnlyCollection<SearchMatch> matches, CancellationToken cancellationToken);
}
