using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.Uow;

/// <summary>Refuses a command outside a unit of work, or when the ambient town is not the one that the unit of work began with.</summary>
public sealed class TenantGuardInterceptor(UnitOfWorkState state, ICurrentTenant tenant) : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) { Check(); return result; }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) { Check(); return result; }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) { Check(); return result; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) { Check(); return ValueTask.FromResult(result); }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) { Check(); return ValueTask.FromResult(result); }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) { Check(); return ValueTask.FromResult(result); }

    private void Check()
    {
        if (!state.IsOpen)
            throw new InvalidOperationException("No unit of work is open: begin one before asking the database.");
        if (state.TenantId != tenant.Tenant?.Id)
            throw new InvalidOperationException("The unit of work belongs to another town than the present one.");
    }
}
