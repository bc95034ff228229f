using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.TestBase;

/// <summary>Takes a run of Alder from wherever it stands to posted, as the office would: the technician prepares, the director approves.</summary>
internal sealed class BillRunDriver(IServiceProvider services, Guid run, Action<string> say)
{
    private static readonly Actor Technician = TestTowns.Person(TestTowns.Alder, "technician");
    private static readonly Actor Director = TestTowns.Person(TestTowns.Alder, "director");
    private readonly ITenantRunner _runner = services.GetRequiredService<ITenantRunner>();

    /// <summary>Asks once, so that the first page is not the first contact with the database.</summary>
    public Task<BillRunDto> LookAsync() => _runner.ReadAsync(TestTowns.Alder, Director, s => s.GetRequiredService<IBillRunAppService>().GetAsync(run));

    /// <param name="until">Where it stops.</param>
    public async Task DriveAsync(BillRunState until = BillRunState.Posted)
    {
        while (true)
        {
            var state = (await LookAsync()).State;
            say(state.ToString());
            if (state == until)
                return;
            switch (state)
            {
                case BillRunState.Scoped:
                    await InScopeAsync(s => s.GetRequiredService<IBillRunProcessor>().CalculateAsync(run));
                    break;
                case BillRunState.Calculated:
                    await _runner.WriteAsync(TestTowns.Alder, Technician, s => s.GetRequiredService<IBillRunAppService>().RequestApprovalAsync(run));
                    break;
                case BillRunState.AwaitingApproval:
                    await _runner.WriteAsync(TestTowns.Alder, Director, ApproveAsync);
                    break;
                case BillRunState.Approved or BillRunState.Posting:
                    await InScopeAsync(s => s.GetRequiredService<IBillRunProcessor>().PostAsync(run, Told));
                    break;
                default:
                    throw new InvalidOperationException($"The run is {state}.");
            }
        }
    }

    private Task Told(int posted, int pages)
    {
        say($"{posted}/{pages}");
        return Task.CompletedTask;
    }

    private async Task ApproveAsync(IServiceProvider scope)
    {
        var approval = await scope.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().Where(a => a.RecordId == run && a.DecidedAt == null).Select(a => a.Id).SingleAsync();
        await scope.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null);
    }

    private Task<bool> InScopeAsync(Func<IServiceProvider, Task> work) =>
        _runner.InScopeAsync(TestTowns.Alder, Technician, async s => { await work(s); return true; });
}
