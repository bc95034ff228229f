using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.Web;

/// <summary>
/// The language of the words. Numbers, money and dates keep the format of the United States in every language: Spanish formats read "1.250" as 1250 and write
/// 3 November as 3/11.
/// </summary>
public static class Languages
{
    public const string FormatCulture = "en-US";

    /// <summary>The person's own choice (cookie), then the town's language, then the browser's.</summary>
    public static RequestLocalizationOptions Options()
    {
        var options = new RequestLocalizationOptions { DefaultRequestCulture = new RequestCulture(FormatCulture, "en"), ApplyCurrentCultureToResponseHeaders = true }
            .AddSupportedCultures(FormatCulture)
            .AddSupportedUICultures([.. LocalizationCatalog.Languages]);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { Options = options },
            new CustomRequestCultureProvider(TownLanguage),
            new CustomRequestCultureProvider(BrowserLanguage),
        ];
        return options;
    }

    /// <summary>Keeps the choice for a year.</summary>
    public static void Choose(HttpResponse response, string language)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!LocalizationCatalog.Languages.Contains(language))
            return;
        response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(FormatCulture, language)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = response.HttpContext.Request.IsHttps });
    }

    private static Task<ProviderCultureResult?> TownLanguage(HttpContext context) =>
        Task.FromResult(Result(context.RequestServices.GetService<ICurrentTenant>()?.Tenant?.DefaultLanguage));

    private static Task<ProviderCultureResult?> BrowserLanguage(HttpContext context)
    {
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value?.Split('-')[0])
            .FirstOrDefault(language => LocalizationCatalog.Languages.Contains(language));
        return Task.FromResult(Result(wanted));
    }

    private static ProviderCultureResult? Result(string? language) => language is null ? null : new ProviderCultureResult(FormatCulture, language);
}
