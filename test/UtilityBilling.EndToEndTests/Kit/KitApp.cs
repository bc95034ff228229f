using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.Guids;
using UtilityBilling.Hosting;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Localization;
using UtilityBilling.Navigation;
using UtilityBilling.Web;

namespace UtilityBilling.EndToEndTests.Kit;

/// <summary>A site of sample pages made of nothing but the product's frame and tag helpers: no database, no sign-in.</summary>
public sealed class KitApp : IAppUnderTest, IAsyncLifetime
{
    private WebApplication? _app;

    public Uri BaseAddress { get; private set; } = new("http://localhost");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IGuidGenerator, SequentialGuidGenerator>();
        services.AddSingleton(new LocalizationCatalog([typeof(FrameworkHostingModule).Assembly]));
        services.AddSingleton<IStringLocalizerFactory, CatalogStringLocalizerFactory>();
        services.AddTransient<IStringLocalizer, CatalogStringLocalizer>();
        services.AddScoped<ILayoutModelFactory, KitFrame>();
        services.AddPageKit().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Clear())
            .AddApplicationPart(typeof(Appearance).Assembly).AddApplicationPart(typeof(KitApp).Assembly);

        _app = builder.Build();
        _app.UseSecurityHeaders();
        _app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(Repository.Root, "src/UtilityBilling.Web/wwwroot")) });
        _app.UsePageLanguages();
        _app.MapGet("/Search", (string? q) => Results.Content(KitFrame.Hits(q ?? ""), "text/html"));
        _app.MapPost(LayoutModelFactory.KeepAlivePath, () => Results.NoContent());
        _app.MapRazorPages();
        await _app.StartAsync();
        BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}

/// <summary>A frame with the menu that a technician of a small town would see.</summary>
internal sealed class KitFrame : ILayoutModelFactory
{
    private readonly IStringLocalizer _texts;

    public KitFrame(IStringLocalizer texts) => _texts = texts;

    public Task<LayoutModel> CreateAsync(HttpContext context)
    {
        var seconds = int.TryParse(context.Request.Query["session"].ToString(), out var wanted) ? wanted : 1800;
        return Task.FromResult(new LayoutModel(
            "Town of Riverbend",
            context.Request.Path.StartsWithSegments("/Kit/SignIn") ? null : "Ana Ruiz",
            [
                Group(MenuGroups.Today, "home", ("Today", "/Today")),
                Group(MenuGroups.Customers, "users", ("Accounts", "/Kit"), ("Premises", "/Premises"), ("Move-ins and move-outs", "/Moves"), ("Cases", "/Cases")),
                Group(MenuGroups.Metering, "gauge", ("Meters", "/Meters"), ("Read files", "/ReadFiles"), ("Read review", "/Reads/Review")),
                Group(MenuGroups.Billing, "file-invoice", ("Bill runs", "/BillRuns"), ("Bills", "/Bills"), ("Tariffs", "/Tariffs")),
                Group(MenuGroups.Collections, "cash", ("Counter", "/Kit/Form")),
                Group(MenuGroups.Liens, "gavel", ("Lien docket", "/Liens")),
                Group(MenuGroups.Reports, "report", ("Registers", "/Registers")),
                Group(MenuGroups.Administration, "settings", ("Users", "/Users")),
            ],
            context.Request.Path.StartsWithSegments("/Kit/SignIn") ? null : new SessionModel(seconds, 120, LayoutModelFactory.KeepAlivePath, "/Kit/SignIn")));

        MenuGroupModel Group(string name, string icon, params (string Text, string Url)[] links) => new(name, _texts[$"MenuGroup:{name}"], icon,
            [.. links.Select(link => new MenuLinkModel(link.Text, link.Url, icon, link.Url == context.Request.Path.Value))]);
    }

    public static string Hits(string words) => words.Contains("oak", StringComparison.OrdinalIgnoreCase)
        ? """
          <p class="ub-hits-title">Accounts</p>
          <ul class="ub-hits"><li><a href="/Kit">10-2231 Maria Delgado <span>114 Oak Street</span></a></li><li><a href="/Kit/Form">10-2232 James Oakes <span>118 Elm Street</span></a></li></ul>
          """
        : """<p role="status">Nothing found.</p>""";
}

/// <summary>Finds the repository from the folder of the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "UtilityBilling.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not lie below the repository.");
    }
}
