using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.Auditing;

/// <summary>Writes the one audit row of a unit of work: the last statement before COMMIT, since it locks the town's chain.</summary>
public sealed class AuditLogWriter(AuditScope scope, ICurrentUser user, TimeProvider time)
{
    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid tenantId, CancellationToken cancellationToken)
    {
        var actor = user.Actor ?? Actor.System;
        var payload = JsonSerializer.Serialize(new
        {
            At = time.GetUtcNow(),
            actor.UserId,
            actor.UserName,
            User = actor.DisplayName,
            OsUser = actor.IsSystem ? Environment.UserName : null,
            scope.Origin,
            scope.CorrelationId,
            scope.Reason,
            Changes = scope.Changes.Count == 0 ? null : scope.Changes,
            Bulk = scope.Summaries.Count == 0 ? null : scope.Summaries,
            Notes = scope.Notes.Count == 0 ? null : scope.Notes,
        }, Canonical);

        var command = new NpgsqlCommand("insert into audit.audit_logs (tenant_id, payload) values ($1, $2)", connection, transaction);
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter { Value = tenantId, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = payload, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        scope.Clear();
    }
}
