using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace UtilityBilling.Hosting.Web;

/// <summary>Everything that pages need from the host: frame, sentences, languages, headers.</summary>
public static class PageKit
{
    public const string AntiforgeryHeader = "RequestVerificationToken";

    /// <summary>Adds Razor Pages with our frame and sentences. Authentication, permissions and towns are the host's.</summary>
    public static IMvcBuilder AddPageKit(this IServiceCollection services)
    {
        services.TryAddScoped<ILayoutModelFactory, LayoutModelFactory>();
        services.AddSingleton<IPostConfigureOptions<MvcOptions>, BindingMessages>();
        services.AddAntiforgery(options => options.HeaderName = AntiforgeryHeader);
        return services.AddRazorPages().AddDataAnnotationsLocalization();
    }

    /// <summary>Languages; call after the town and the person are known, before the pages.</summary>
    public static IApplicationBuilder UsePageLanguages(this IApplicationBuilder app) => app.UseRequestLocalization(Languages.Options());

    /// <summary>The address that a page calls to extend the session.</summary>
    public static IEndpointConventionBuilder MapKeepAlive(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(LayoutModelFactory.KeepAlivePath, () => Results.NoContent()).RequireAuthorization();
}
