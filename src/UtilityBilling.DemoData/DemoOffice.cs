using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Authorization;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Users;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.DemoData;

/// <summary>The town's office at work: its people, its clock, and what each of them does through the services.</summary>
internal sealed class DemoOffice
{
    private readonly ITenantRunner _runner;
    private readonly DemoClock _clock;
    private readonly TimeZoneInfo _zone;
    private readonly Action<string> _progress;

    private DemoOffice(TenantInfo town, IServiceProvider services, Action<string> progress)
    {
        Town = town;
        _runner = services.GetRequiredService<ITenantRunner>();
        _clock = services.GetRequiredService<DemoClock>();
        Guids = services.GetRequiredService<IGuidGenerator>();
        _zone = TimeZoneInfo.FindSystemTimeZoneById(town.TimeZone);
        _progress = progress;
    }

    public TenantInfo Town { get; }
    public IGuidGenerator Guids { get; }
    public required Actor Technician { get; init; }
    public required Actor Director { get; init; }
    public required Actor Cashier { get; init; }
    public required Actor Administrator { get; init; }

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), _zone).DateTime);

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Finds the people by their roles.</summary>
    public static async Task<DemoOffice> OpenAsync(TenantInfo town, IServiceProvider services, Action<string> progress, CancellationToken cancellationToken)
    {
        var people = await services.GetRequiredService<ITenantRunner>().ReadAsync(
            town, Actor.System, s => s.GetRequiredService<IUserAppService>().ListAsync(new PagedRequest { PageSize = PagedRequest.MaxPageSize }, null, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new DemoOffice(town, services, progress) { Technician = WithRole(RoleNames.Technician), Director = WithRole(RoleNames.FinanceDirector), Cashier = WithRole(RoleNames.Cashier), Administrator = WithRole(RoleNames.Administrator) };

        Actor WithRole(string role) => people.Items.Where(p => p.Roles.Contains(role, StringComparison.Ordinal)).OrderBy(p => p.UserName, StringComparer.Ordinal)
            .Select(p => new Actor(p.Id, p.UserName, p.DisplayName)).FirstOrDefault() ?? throw new InvalidOperationException($"Nobody in {town.Slug} is {role}.");
    }

    public void Say(string line) => _progress(line);

    /// <summary>An hour of the town's day.</summary>
    public DateTimeOffset At(DateOnly day, int hour, int minute = 0)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute));
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public void AdvanceTo(DateTimeOffset instant)
    {
        if (instant > _clock.GetUtcNow())
            _clock.AdvanceTo(instant);
    }

    /// <summary>One user action.</summary>
    public Task<T> DoAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken) => _runner.WriteAsync(Town, actor, work, cancellationToken);

    public Task DoAsync(Actor actor, Func<IServiceProvider, Task> work, CancellationToken cancellationToken) => _runner.WriteAsync(Town, actor, work, cancellationToken);

    public Task<T> ReadAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken) => _runner.ReadAsync(Town, actor, work, cancellationToken);

    /// <summary>Long work that begins its own units of work.</summary>
    public Task<T> LongAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken) => _runner.InScopeAsync(Town, actor, work, cancellationToken);

    /// <summary>The director decides everything that was asked for.</summary>
    public async Task DecideAllAsync(bool approve, string? reason, CancellationToken cancellationToken)
    {
        var open = await ReadAsync(Director, s => s.GetRequiredService<IApprovalAppService>().ListAsync(ApprovalView.Mine, new PagedRequest { PageSize = PagedRequest.MaxPageSize }, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var approval in open.Items)
            await DoAsync(Director, s => s.GetRequiredService<IApprovalManager>().DecideAsync(approval.Id, approve, reason, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
