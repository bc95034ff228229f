namespace UtilityBilling.MultiTenancy;

/// <summary>The ambient town, carried along the flow of execution, with the count of units of work open for it.</summary>
public sealed class CurrentTenant : ICurrentTenant
{
    private readonly AsyncLocal<Frame?> _frame = new();

    public TenantInfo? Tenant => _frame.Value?.Tenant;

    public IDisposable Change(TenantInfo? tenant)
    {
        var before = _frame.Value;
        if (before is { OpenUnits: > 0 } && before.Tenant?.Id != tenant?.Id)
            throw new InvalidOperationException("The town cannot change inside a unit of work: its connection belongs to one town.");
        _frame.Value = new Frame(tenant);
        return new Restore(() => _frame.Value = before);
    }

    /// <summary>Marks a unit of work as open until disposed.</summary>
    public IDisposable OpenUnit()
    {
        var frame = _frame.Value;
        if (frame is null)
            return new Restore(() => { });
        frame.OpenUnits++;
        return new Restore(() => frame.OpenUnits--);
    }

    private sealed class Frame(TenantInfo? tenant)
    {
        public TenantInfo? Tenant { get; } = tenant;
        public int OpenUnits { get; set; }
    }

    private sealed class Restore(Action undo) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (_done)
                return;
            _done = true;
            undo();
        }
    }
}
