namespace UtilityBilling.Billing.Ledger;

/// <summary>Recomputes the books of the present town and names every difference.</summary>
public interface IBooksVerification
{
    /// <summary>Runs every check there is, the modules' own included.</summary>
    /// <param name="includesLong">Whether also those that work through every bill, a minute for a town's years.</param>
    Task<IReadOnlyList<BooksCheckResult>> VerifyAsync(bool includesLong = true, CancellationToken cancellationToken = default);

    /// <summary>Writes the balances anew from the documents. Returns how many account balances were wrong.</summary>
    Task<long> RebuildBalancesAsync(CancellationToken cancellationToken = default);
}

/// <summary>One check of the books. A module adds its own by registering another.</summary>
public interface IBooksCheck
{
    /// <summary>Whether it works through every bill, which nobody should wait for who only opens the page.</summary>
    bool IsLong => false;

    /// <summary>Runs in an open unit of work of the town.</summary>
    Task<IReadOnlyList<BooksCheckResult>> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What a check found.</summary>
/// <param name="Name">Which check; its sentence is <c>BooksCheck:…</c>.</param>
/// <param name="Checked">How many things were compared.</param>
/// <param name="DifferenceCount">How many differ.</param>
/// <param name="Differences">The differences, the first hundred.</param>
public sealed record BooksCheckResult(string Name, long Checked, long DifferenceCount, IReadOnlyList<BooksDifference> Differences)
{
    public bool IsGood => DifferenceCount == 0;
}

/// <summary>One thing that does not agree.</summary>
/// <param name="Subject">What it is, for example a journal's id or an account's number.</param>
/// <param name="Expected">What the documents say.</param>
/// <param name="Found">What the books say.</param>
public sealed record BooksDifference(string Subject, string Expected, string Found);
