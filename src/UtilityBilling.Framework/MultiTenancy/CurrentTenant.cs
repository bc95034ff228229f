using UtilityBilling.Uow;

namespace UtilityBilling.MultiTenancy;

/// <summary>The ambient town, carried along the flow of execution.</summary>
public sealed class CurrentTenant(IAmbientUnitOfWork ambient) : ICurrentTenant
{
    private readonly AsyncLocal<TenantInfo?> _current = new();

    public TenantInfo? Tenant => _current.Value;

    public IDisposable Change(TenantInfo? tenant)
    {
        if (ambient.IsStarted && tenant?.Id != _current.Value?.Id)
            throw new InvalidOperationException("The town cannot change inside a unit of work: its connection belongs to one town.");
        var before = _current.Value;
        _current.Value = tenant;
        return new Restore(() => _current.Value = before);
    }

    private sealed class Restore(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
