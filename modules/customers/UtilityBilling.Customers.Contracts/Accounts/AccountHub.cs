namespace UtilityBilling.Customers.Accounts;

/// <summary>Adds a tab with its own address to every account's page: the ledger, bills, reads. Shown to who holds <see cref="Permission"/>.</summary>
public interface IAccountHubContributor
{
    /// <summary>The tab's name, which its page passes to the header: <c>ledger</c>.</summary>
    string Tab { get; }

    /// <summary>The localisation key of the tab's words.</summary>
    string TextKey { get; }

    /// <summary>The right needed to open it.</summary>
    string Permission { get; }

    /// <summary>Lower stands first. Overview has 0, services 20, notes 60, history 90.</summary>
    int Order { get; }

    /// <summary>Address below the site's root.</summary>
    string Url(Guid accountId);
}

/// <summary>Adds figures (balance, next due) and alerts in words to the head of an account's page. Called only for who holds <see cref="Permission"/>.</summary>
public interface IAccountHeaderContributor
{
    string Permission { get; }

    Task<AccountHeaderPart> HeaderAsync(Guid accountId, CancellationToken cancellationToken = default);
}

/// <summary>What one module adds to the head of an account's page.</summary>
public sealed record AccountHeaderPart(IReadOnlyList<AccountFigure> Figures, IReadOnlyList<AccountAlert> Alerts)
{
    public static readonly AccountHeaderPart Empty = new([], []);
}

/// <summary>One figure of the head, for example the balance. Exactly one of amount, date or text is given.</summary>
/// <param name="LabelKey">Localisation key.</param>
/// <param name="Url">Where the figure is explained, if anywhere.</param>
/// <param name="Order">Lower stands first; the balance has 10.</param>
public sealed record AccountFigure(string LabelKey, int Order, decimal? Amount = null, DateOnly? Date = null, string? Text = null, string? Url = null);

/// <summary>A sentence that whoever opens the account should read first.</summary>
/// <param name="Text">The sentence, already in the reader's language.</param>
/// <param name="IsUrgent">Whether it is more than a remark: shut-off pending, service locked.</param>
public sealed record AccountAlert(string Text, bool IsUrgent = false, string? Url = null);

/// <summary>Adds a small card to the overview of an account's page: last bill, last payment. Called only for who holds <see cref="Permission"/>.</summary>
public interface IAccountOverviewContributor
{
    string Permission { get; }

    /// <summary>Null when there is nothing to show.</summary>
    Task<AccountOverviewCard?> CardAsync(Guid accountId, CancellationToken cancellationToken = default);
}

/// <param name="TitleKey">Localisation key, for example <c>Billing:LastBill</c>.</param>
/// <param name="Order">Lower stands first.</param>
/// <param name="Lines">What is said, top to bottom.</param>
/// <param name="Url">Where the whole of it is.</param>
public sealed record AccountOverviewCard(string TitleKey, int Order, IReadOnlyList<AccountFigure> Lines, string? Url = null);

/// <summary>Gives the usage graphs of a premise's service points: thirteen months, oldest first. The module that keeps reads implements it.</summary>
public interface IUsageChartProvider
{
    Task<IReadOnlyList<UsageChart>> ChartsAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly lastDay, CancellationToken cancellationToken = default);
}

/// <param name="Title">For example <c>Water, meter 48213377</c>, in the reader's language.</param>
/// <param name="Unit">The unit in words, for example <c>ccf</c>.</param>
public sealed record UsageChart(Guid ServicePointId, string Title, string Unit, IReadOnlyList<UsageChartBar> Bars);

/// <param name="Label">Short words under the bar, for example <c>Nov</c>.</param>
/// <param name="LongLabel">The words in the table, for example <c>November 2026</c>.</param>
/// <param name="Note">A word for a bar that differs, for example <c>est.</c>.</param>
public sealed record UsageChartBar(string Label, string LongLabel, decimal Usage, string? Note = null);

/// <summary>Shows what stands at service points: the meter's serial number and size. The module that keeps meters implements it.</summary>
public interface IInstalledMeterNames
{
    Task<IReadOnlyDictionary<Guid, InstalledMeterName>> ByServicePointAsync(IReadOnlyCollection<Guid> servicePointIds, CancellationToken cancellationToken = default);
}

/// <param name="SerialNumber">As on the meter.</param>
/// <param name="Size">For example <c>5/8</c>.</param>
/// <param name="Url">The meter's page.</param>
public sealed record InstalledMeterName(string SerialNumber, string Size, DateOnly InstalledOn, string? Url);
