using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using UtilityBilling.Authorization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Navigation;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.Web;

/// <summary>Fills the frame from the modules' menus and the person's rights. What a person may not open is not shown.</summary>
public sealed class LayoutModelFactory(
    ICurrentTenant tenant,
    ICurrentUser user,
    IPermissionChecker permissions,
    IEnumerable<IMenuContributor> contributors,
    IOptionsMonitor<CookieAuthenticationOptions> cookies,
    IStringLocalizer texts) : ILayoutModelFactory
{
    public const string KeepAlivePath = "/Account/KeepAlive";

    private static readonly Dictionary<string, string> GroupIcons = new()
    {
        [MenuGroups.Today] = "home",
        [MenuGroups.Customers] = "users",
        [MenuGroups.Metering] = "gauge",
        [MenuGroups.Billing] = "file-invoice",
        [MenuGroups.Collections] = "cash",
        [MenuGroups.Liens] = "gavel",
        [MenuGroups.Reports] = "report",
        [MenuGroups.Administration] = "settings",
    };

    public async Task<LayoutModel> CreateAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var town = tenant.Tenant?.Name ?? texts["Ui:Product"];
        if (user.Actor is null || user.Actor.IsSystem)
            return new LayoutModel(town, null, [], null);
        return new LayoutModel(town, user.Actor.DisplayName, await MenuAsync(context).ConfigureAwait(false), Session(context));
    }

    private async Task<IReadOnlyList<MenuGroupModel>> MenuAsync(HttpContext context)
    {
        var allowed = new List<MenuItem>();
        foreach (var item in contributors.SelectMany(contributor => contributor.Items()))
            if (item.Permission.Length == 0 || await permissions.IsGrantedAsync(item.Permission, context.RequestAborted).ConfigureAwait(false))
                allowed.Add(item);

        // The longest address that begins the present one is where we are: /Billing/Bills/123 lights up Bills, not Billing.
        var path = context.Request.Path.Value ?? "/";
        var current = allowed.Where(item => Contains(item.Url, path)).MaxBy(item => item.Url.Length);
        return
        [
            .. MenuGroups.Ordered
                .Select(group => new MenuGroupModel(group, texts[$"MenuGroup:{group}"], GroupIcons[group],
                [
                    .. allowed.Where(item => item.Group == group).OrderBy(item => item.Order).ThenBy(item => item.Name, StringComparer.Ordinal)
                        .Select(item => new MenuLinkModel(texts[item.TextKey], item.Url, item.Icon, ReferenceEquals(item, current))),
                ]))
                .Where(group => group.Links.Count > 0),
        ];
    }

    /// <summary>As the town had it when the person signed in; the cookie's own length where the session does not say.</summary>
    private SessionModel Session(HttpContext context)
    {
        var options = cookies.Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var seconds = Claim(context, UserClaims.IdleSeconds) ?? (int)options.ExpireTimeSpan.TotalSeconds;
        return new SessionModel(seconds, Claim(context, UserClaims.WarningSeconds) ?? 120, KeepAlivePath, options.LoginPath.Value ?? "/Account/Login");
    }

    private static int? Claim(HttpContext context, string name) =>
        int.TryParse(context.User.FindFirst(name)?.Value, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

    private static bool Contains(string url, string path)
    {
        var trimmed = url.Split('?', 2)[0].TrimEnd('/');
        return trimmed.Length == 0
            ? path is "/" or "/Index"
            : path.StartsWith(trimmed, StringComparison.OrdinalIgnoreCase) && (path.Length == trimmed.Length || path[trimmed.Length] == '/');
    }
}
