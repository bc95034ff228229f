using Microsoft.Extensions.Diagnostics.HealthChecks;
using UtilityBilling.EntityFrameworkCore.Setup;

namespace UtilityBilling.Web.Hosting;

/// <summary>Ready means: the database answers and has every migration of this version.</summary>
internal sealed class MigrationsCheck(IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var pending = await DatabaseMigrator.PendingAsync(configuration.GetConnectionString("Default")!, cancellationToken);
            return pending.Count == 0
                ? HealthCheckResult.Healthy("The database is up to date.")
                : HealthCheckResult.Unhealthy($"{pending.Count} migrations are pending. Run `ub migrate` with ConnectionStrings__Owner set, then restart this host.");
        }
        catch (Npgsql.NpgsqlException error)
        {
            return HealthCheckResult.Unhealthy("The database does not answer. Check ConnectionStrings__Default and that the server runs.", error);
        }
    }

    /// <summary>Plain text for whoever looks: the state and what to do.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', report.Entries.Select(e => $"{report.Status}: {e.Value.Description}")) + "\n");
    }
}
