namespace UtilityBilling.Hosting.Web;

/// <summary>What the frame around a page shows: whose town it is, who works, where they may go.</summary>
/// <param name="TownName">The town's name; the product's name when no town is chosen.</param>
/// <param name="UserName">The signed-in person's display name, or null.</param>
/// <param name="Menu">Groups with at least one line the person may open.</param>
/// <param name="Session">How long a session lasts without activity, or null when nobody is signed in.</param>
public sealed record LayoutModel(string TownName, string? UserName, IReadOnlyList<MenuGroupModel> Menu, SessionModel? Session);

/// <summary>A group of the menu.</summary>
public sealed record MenuGroupModel(string Name, string Text, string Icon, IReadOnlyList<MenuLinkModel> Links)
{
    public bool IsCurrent => Links.Any(link => link.IsCurrent);
}

/// <summary>A line of the menu.</summary>
public sealed record MenuLinkModel(string Text, string Url, string Icon, bool IsCurrent);

/// <summary>The session's length, how long before its end the page warns, and the addresses to extend it and to sign in again.</summary>
public sealed record SessionModel(int Seconds, int WarnSeconds, string ExtendUrl, string LoginUrl);

/// <summary>Makes the frame's model for a request.</summary>
public interface ILayoutModelFactory
{
    Task<LayoutModel> CreateAsync(Microsoft.AspNetCore.Http.HttpContext context);
}
