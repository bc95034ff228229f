using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.TestBase;

/// <summary>A seeded town and its people, each of whom holds the role of the same name.</summary>
public sealed class TestTown(TestHost host, TenantInfo info)
{
    /// <summary>The password of every seeded person.</summary>
    public const string Password = "seven quiet otters swim north";

    public TenantInfo Info { get; } = info;
    public Guid Id => Info.Id;

    public Actor Technician => TestTowns.Person(Info, "technician");
    public Actor Director => TestTowns.Person(Info, "director");
    public Actor Auditor => TestTowns.Person(Info, "auditor");
    public Actor Cashier => TestTowns.Person(Info, "cashier");
    public Actor Administrator => TestTowns.Person(Info, "administrator");

    /// <summary>One transaction, kept when <paramref name="work"/> returns and undone when it throws.</summary>
    public Task WriteAsync(Actor actor, Func<IServiceProvider, Task> work) => host.Runner.WriteAsync(Info, actor, work);

    public Task<T> WriteAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work) => host.Runner.WriteAsync(Info, actor, work);

    public Task<T> ReadAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work) => host.Runner.ReadAsync(Info, actor, work);

    /// <summary>A scope of the town without a transaction, for work that begins its own.</summary>
    public Task<T> InScopeAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work) => host.Runner.InScopeAsync(Info, actor, work);
}
