namespace UtilityBilling.Users;

/// <summary>
/// The accounts of the people who work here: their own household, and others that they answer for. Nobody posts to, adjusts or moves an account of their own.
/// The module that owns accounts answers.
/// </summary>
public interface IOwnAccounts
{
    /// <summary>The numbers of a person's own accounts, in their order.</summary>
    Task<IReadOnlyList<string>> NumbersAsync(Guid userId, CancellationToken cancellationToken = default);

    /// <summary>States a person's own accounts anew. People may add to their own; taking one away is for somebody else.</summary>
    Task StateAsync(Guid userId, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken = default);

    /// <summary>Refuses the present person's act when one of these accounts is their own. Jobs of the built-in user pass.</summary>
    Task RefuseAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default);
}

/// <summary>How account numbers are typed into one field: with commas, spaces or lines between them.</summary>
public static class OwnAccountNumbers
{
    private static readonly char[] Between = [',', ';', ' ', '\t', '\r', '\n'];

    public static IReadOnlyCollection<string> Read(string? typed) =>
        [.. (typed ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    public static string Show(IEnumerable<string> numbers) => string.Join(", ", numbers);
}
