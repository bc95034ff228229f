using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Platform.Auditing;

/// <summary>Writes refused attempts at once, on a connection of its own. Without a town there is no town's log to write to: the server's log takes it.</summary>
internal sealed partial class SecurityLog([FromKeyedServices(SideConnections.Key)] NpgsqlDataSource database, ICurrentTenant tenant, TimeProvider time, ILogger<SecurityLog> logger) : ISecurityLog
{
    private const int LongestDetail = 1000;

    public async Task WriteAsync(string action, string? userName, string detail, CancellationToken cancellationToken = default)
    {
        Written(action, userName, detail);
        if (tenant.Tenant is not { } town)
            return;
        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select set_config('app.tenant_id', $1, true)") { Parameters = { new NpgsqlParameter { Value = town.Id.ToString() } } },
                new NpgsqlBatchCommand("insert into audit.security_logs (tenant_id, recorded_at, action, user_name, detail) values ($1, $2, $3, $4, $5)")
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = town.Id },
                        new NpgsqlParameter { Value = time.GetUtcNow() },
                        new NpgsqlParameter { Value = action },
                        new NpgsqlParameter { Value = (object?)userName ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                        new NpgsqlParameter { Value = detail.Length > LongestDetail ? detail[..LongestDetail] : detail },
                    },
                },
            },
        };
        await using var disposing = batch.ConfigureAwait(false);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Security: {Action} {UserName} {Detail}")]
    private partial void Written(string action, string? userName, string detail);
}
