using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Auditing;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;

namespace UtilityBilling.Hosting.Uow;

/// <summary>
/// One transaction on one connection for one town. The town is set in the transaction itself (<c>set_config(…, true)</c>), so that it ends with it
/// and no pooled connection carries it on.
/// </summary>
public sealed class UnitOfWork(IUtilityBillingDbContext context, CurrentTenant tenant, AuditScope audit, AuditLogWriter auditWriter, UnitOfWorkState state)
    : IUnitOfWork, IAsyncDisposable
{
    private readonly List<Action> _completed = [];
    private IDbContextTransaction? _transaction;
    private IDisposable? _openUnit;

    public bool IsStarted => _transaction is not null;

    public UnitOfWorkMode Mode { get; private set; }

    public async Task BeginAsync(UnitOfWorkMode mode, CancellationToken cancellationToken = default)
    {
        if (IsStarted)
            throw new InvalidOperationException("A unit of work is open already; complete it or roll it back first.");
        Mode = mode;
        var isolation = mode == UnitOfWorkMode.Read ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted;
        state.Begin(tenant.Tenant?.Id);
        try
        {
            _transaction = await context.Database.BeginTransactionAsync(isolation, cancellationToken).ConfigureAwait(false);
            await SetTenantAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await EndAsync().ConfigureAwait(false);
            throw;
        }
        _openUnit = tenant.OpenUnit();
    }

    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_transaction is null)
            throw new InvalidOperationException("No unit of work is open.");
        if (Mode == UnitOfWorkMode.Write)
        {
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            if (!audit.IsEmpty && tenant.Tenant is { } town)
                await auditWriter.WriteAsync(Connection, (NpgsqlTransaction)_transaction.GetDbTransaction(), town.Id, cancellationToken).ConfigureAwait(false);
        }
        await _transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        Action[] completed = [.. _completed];
        await EndAsync().ConfigureAwait(false);
        foreach (var action in completed)
            action();
    }

    public void OnCompleted(Action action) => _completed.Add(action);

    public async Task RollbackAsync()
    {
        if (_transaction is not null)
            await _transaction.RollbackAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        // Never begun: the context was never asked, and cannot be asked while its scope goes.
        if (state.IsOpen)
            await EndAsync().ConfigureAwait(false);
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)context.Database.GetDbConnection();

    private async Task SetTenantAsync(CancellationToken cancellationToken)
    {
        var sql = Mode == UnitOfWorkMode.Read
            ? "set transaction read only; select set_config('app.tenant_id', @tenant, true)"
            : "select set_config('app.tenant_id', @tenant, true)";
        var command = new NpgsqlCommand(sql, Connection, (NpgsqlTransaction)_transaction!.GetDbTransaction());
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.AddWithValue("tenant", tenant.Tenant?.Id.ToString() ?? "");
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        _openUnit?.Dispose();
        _openUnit = null;
        _completed.Clear();
        state.End();
        audit.Clear();
        context.ChangeTracker.Clear();
        if (_transaction is null)
            return;
        await _transaction.DisposeAsync().ConfigureAwait(false);
        _transaction = null;
        await context.Database.CloseConnectionAsync().ConfigureAwait(false);
    }
}

/// <summary>Which town the open unit of work belongs to; the command guard compares it with the ambient town.</summary>
public sealed class UnitOfWorkState
{
    public bool IsOpen { get; private set; }
    public Guid? TenantId { get; private set; }

    public void Begin(Guid? tenantId) => (IsOpen, TenantId) = (true, tenantId);

    public void End() => (IsOpen, TenantId) = (false, null);
}
