namespace UtilityBilling.Navigation;

/// <summary>One line of the menu. What a person may not open is not shown.</summary>
/// <param name="Group">One of <see cref="MenuGroups"/>.</param>
/// <param name="Name">Unique name.</param>
/// <param name="TextKey">Localisation key.</param>
/// <param name="Url">Address below the site's root.</param>
/// <param name="Icon">Name of a Tabler icon listed in icons.txt.</param>
/// <param name="Permission">The right needed to open it.</param>
/// <param name="Order">Lower stands first within the group.</param>
public sealed record MenuItem(string Group, string Name, string TextKey, string Url, string Icon, string Permission, int Order = 100);

/// <summary>The groups of the main menu, in the order shown. They follow the work, not the tables.</summary>
public static class MenuGroups
{
    public const string Today = "Today";
    public const string Customers = "Customers";
    public const string Metering = "Metering";
    public const string Billing = "Billing";
    public const string Collections = "Collections";
    public const string Liens = "Liens";
    public const string Reports = "Reports";
    public const string Administration = "Administration";

    public static readonly IReadOnlyList<string> Ordered = [Today, Customers, Metering, Billing, Collections, Liens, Reports, Administration];
}

/// <summary>Adds a module's lines to the menu.</summary>
public interface IMenuContributor
{
    IEnumerable<MenuItem> Items();
}

/// <summary>A queue on the Today page: what waits, with a count; zero is not shown.</summary>
/// <param name="TextKey">Localisation key with the placeholder {Count}.</param>
/// <param name="Url">Where to work it.</param>
/// <param name="Count">How many wait.</param>
/// <param name="Oldest">Since when the oldest has waited.</param>
public sealed record TodayQueue(string TextKey, string Url, int Count, DateOnly? Oldest);

/// <summary>Adds a module's queues to the Today page. Called only for a person who holds <see cref="Permission"/>.</summary>
public interface ITodayQueueContributor
{
    string Permission { get; }
    Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken);
}

/// <summary>Something that falls on a day of the next two weeks, in the reader's words.</summary>
public sealed record TodayDate(DateOnly Day, string Text, string Url);

/// <summary>Adds a module's dates to the Today page. Called only for a person who holds <see cref="Permission"/>.</summary>
public interface ITodayDateContributor
{
    string Permission { get; }
    Task<IReadOnlyList<TodayDate>> DatesAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken);
}
