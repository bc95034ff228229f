using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using UtilityBilling.EventBus;
using UtilityBilling.Hosting.Auditing;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.EventBus;

/// <summary>Delivers one event to its handlers, each once, in a transaction of its own. The event's row is locked meanwhile, so two nodes never deliver the same.</summary>
public sealed partial class OutboxProcessor(NpgsqlDataSource database, ITenantStore towns, ITenantRunner runner, TimeProvider time, ILogger<OutboxProcessor> logger)
{
    public const int MaxAttempts = 8;

    private const string Next = """
        select id, tenant_id, type, record_id, attempts from platform.outbox_messages
        where delivered_at is null and not_before <= $1 and attempts < $2
        order by not_before, id limit 1 for update skip locked
        """;

    /// <summary>Delivers the next event. Answers false when none waits.</summary>
    public async Task<bool> DeliverNextAsync(CancellationToken cancellationToken = default)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        if (await ReadAsync(connection, transaction, cancellationToken).ConfigureAwait(false) is not { } message)
            return false;
        string? error = null;
        try
        {
            await DeliverAsync(message, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // it is tried again later, and the others go on
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Failed(message.Type, message.Id, failure);
            error = failure.GetType().Name;
        }
        await MarkAsync(connection, transaction, message, error).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async Task<Message?> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Next, connection, transaction) { Parameters = { new() { Value = time.GetUtcNow() }, new() { Value = MaxAttempts } } };
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? new Message(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetInt32(4) + 1)
            : null;
    }

    private async Task DeliverAsync(Message message, CancellationToken cancellationToken)
    {
        if (await towns.FindAsync(message.TenantId, cancellationToken).ConfigureAwait(false) is not { } town)
            throw new InvalidOperationException("The town is closed.");
        var handlers = await runner.InScopeAsync(town, Actor.System, services =>
            Task.FromResult(services.GetServices<IDistributedEventHandler>().Where(h => h.EventType == message.Type).Select(h => h.GetType()).ToList()), cancellationToken).ConfigureAwait(false);
        foreach (var handler in handlers)
            await runner.WriteAsync(town, Actor.System, services => HandleOnceAsync(services, message, handler, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The handler's effect and the note that it had it stand in one transaction. Whatever happens between its commit and the mark on the event, a repeat finds the note
    /// and does nothing: no mail is queued twice. Notes go after a month, with the events that they belong to.
    /// </summary>
    private async Task HandleOnceAsync(IServiceProvider services, Message message, Type handler, CancellationToken cancellationToken)
    {
        var name = handler.FullName ?? handler.Name;
        var noted = await services.GetRequiredService<BulkWriter>().ExecuteAsync(
            "insert into platform.idempotency_keys (tenant_id, key, form_hash, created_at, response_location) values ($1, $2, $3, $4, '') on conflict do nothing",
            [
                new NpgsqlParameter { Value = message.TenantId }, new NpgsqlParameter { Value = NoteOf(message.Id, name) },
                new NpgsqlParameter { Value = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))) }, new NpgsqlParameter { Value = time.GetUtcNow() },
            ],
            cancellationToken).ConfigureAwait(false);
        if (noted == 0)
            return;
        services.GetRequiredService<AuditScope>().Origin = $"event {message.Type}";
        await services.GetServices<IDistributedEventHandler>().Single(h => h.GetType() == handler).HandleAsync(message.RecordId, cancellationToken).ConfigureAwait(false);
    }

    private static Guid NoteOf(Guid message, string handler) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{message}/{handler}")).AsSpan(0, 16));

    private async Task MarkAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Message message, string? error)
    {
        var now = time.GetUtcNow();
        var command = new NpgsqlCommand("update platform.outbox_messages set attempts = $1, delivered_at = $2, error = $3, not_before = $4 where id = $5", connection, transaction);
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter { Value = message.Attempt });
        command.Parameters.Add(new NpgsqlParameter { Value = error is null ? now : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
        command.Parameters.Add(new NpgsqlParameter { Value = now.AddSeconds(error is null ? 0 : 1 << message.Attempt) });
        command.Parameters.Add(new NpgsqlParameter { Value = message.Id });
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private sealed record Message(Guid Id, Guid TenantId, string Type, Guid RecordId, int Attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "The event {Type} {Id} could not be delivered; it is tried again later")]
    private partial void Failed(string type, Guid id, Exception error);
}
