namespace UtilityBilling.Web;

/// <summary>The person's colours, from the cookie that the page's switch writes, so that the first paint is right.</summary>
public static class Appearance
{
    public static string Theme(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies["ub-theme"] == "dark" ? "dark" : "light";
    }
}
