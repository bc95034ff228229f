using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Modularity;

namespace UtilityBilling.Web.Hosting;

/// <summary>Puts the web host together; Program and the tests start the same one.</summary>
public static class UtilityBillingHost
{
    public const string Ready = "ready";

    public static async Task<WebApplication> BuildAsync(WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(options);
        configure?.Invoke(builder);
        // That every service can be made is a test; at each start it would only cost time.
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, false));
        var connectionString = builder.Configuration.GetConnectionString("Default")
            ?? throw new InvalidOperationException("Set ConnectionStrings__Default to the database, as the role ub_app. (In Development the host starts a PostgreSQL of its own.)");
        builder.Services.AddUtilityBilling<UtilityBillingWebModule>(builder.Configuration);
        // Clock-driven work needs its tables; on a database that waits for `ub migrate` the host only tells so.
        if (await IsMigratedAsync(connectionString))
            builder.Services.AddNode(connectionString, builder.Configuration.GetValue("Scheduler:Enabled", true));
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        Pipeline(app);
        await PageAuthorizationCheck.RunAsync(app.Services);
        return app;
    }

    private static void Pipeline(WebApplication app)
    {
        if (app.Configuration.GetValue<bool>("ForwardedHeaders:Enabled"))
            app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseExceptionHandler("/Error");
        app.UseStatusCodePages(StatusPages.ShowAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<RepeatedActionMiddleware>();
        app.UseTowns();
        app.UsePageLanguages();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = MigrationsCheck.WriteAsync }).AllowAnonymous();
        app.MapStaticAssets().AllowAnonymous();
        app.MapKeepAlive();
        app.MapRazorPages().WithStaticAssets();
    }

    private static async Task<bool> IsMigratedAsync(string connectionString)
    {
        try
        {
            return (await DatabaseMigrator.PendingAsync(connectionString)).Count == 0;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }
}
