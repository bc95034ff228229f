using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Errors;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Approvals;

namespace UtilityBilling.Cli.Commands;

/// <summary>How far a run is taken.</summary>
internal enum BillRunStep
{
    Calculate,

    /// <summary>Its checks hold, and a second person is asked.</summary>
    Review,
    Approve,
    Post,
}

/// <summary>Takes a run step by step, each in its own transaction, by the services that the pages use; where one refuses, the run stands there.</summary>
internal static class BillRunSteps
{
    public const string Choice = "calculate|review|approve|post";

    /// <summary>The step of <c>--through</c>. Approval and posting need a named person.</summary>
    public static BillRunStep Through(CliContext context, BillRunStep otherwise)
    {
        var step = context.Arguments.Find("through") switch
        {
            null => otherwise,
            "calculate" => BillRunStep.Calculate,
            "review" => BillRunStep.Review,
            "approve" => BillRunStep.Approve,
            "post" => BillRunStep.Post,
            var other => throw new CliUsageException($"--through takes {Choice}, not “{other}”."),
        };
        if (step >= BillRunStep.Approve)
            context.NeedPerson();
        return step;
    }

    public static async Task<int> GoAsync(CliContext context, TenantInfo town, Guid run, BillRunStep through, CancellationToken cancellationToken)
    {
        var state = await StateAsync(context, town, run, cancellationToken);
        if (state == BillRunState.Cancelled)
            throw new BusinessException("Billing:BillRun.NotCalculable").WithData("State", state);
        if (state == BillRunState.Scoped || (state == BillRunState.Calculated && through == BillRunStep.Calculate))
            state = await CalculateAsync(context, town, run, cancellationToken);
        if (state == BillRunState.Calculated && through >= BillRunStep.Review)
            state = await AskAsync(context, town, run, cancellationToken);
        if (state == BillRunState.AwaitingApproval && through >= BillRunStep.Approve)
            state = await ApproveAsync(context, town, run, cancellationToken);
        if (state is BillRunState.Approved or BillRunState.Posting && through == BillRunStep.Post)
            await PostAsync(context, town, run, cancellationToken);
        return await BillRunReport.WriteAsync(context, town, run, cancellationToken);
    }

    private static Task<BillRunState> StateAsync(CliContext context, TenantInfo town, Guid run, CancellationToken cancellationToken) =>
        context.ReadAsync(town, async s => (await s.GetRequiredService<IBillRunAppService>().GetAsync(run, cancellationToken)).State, cancellationToken);

    private static Task<BillRunState> CalculateAsync(CliContext context, TenantInfo town, Guid run, CancellationToken cancellationToken) => context.InScopeAsync(town, async s =>
    {
        await CheckAsync(context, town, [BillingPermissions.BillRuns.Prepare], cancellationToken);
        await s.GetRequiredService<IBillRunProcessor>().CalculateAsync(run, (done, total) => { context.Say($"{done} of {total} accounts"); return Task.CompletedTask; }, cancellationToken);
        return BillRunState.Calculated;
    }, cancellationToken);

    private static Task<BillRunState> AskAsync(CliContext context, TenantInfo town, Guid run, CancellationToken cancellationToken) => context.WriteAsync(town, async s =>
    {
        await s.GetRequiredService<IBillRunAppService>().RequestApprovalAsync(run, cancellationToken);
        context.Say("a second person is asked for approval");
        return BillRunState.AwaitingApproval;
    }, cancellationToken);

    private static Task<BillRunState> ApproveAsync(CliContext context, TenantInfo town, Guid run, CancellationToken cancellationToken) => context.WriteAsync(town, async s =>
    {
        await s.GetRequiredService<IApprovalAppService>().ApproveRecordAsync(run, cancellationToken);
        context.Say("approved");
        return BillRunState.Approved;
    }, cancellationToken);

    /// <summary>Posting carries out what was decided: who may prepare or approve may set it going.</summary>
    private static Task<bool> PostAsync(CliContext context, TenantInfo town, Guid run, CancellationToken cancellationToken) => context.InScopeAsync(town, async s =>
    {
        await CheckAsync(context, town, [BillingPermissions.BillRuns.Prepare, BillingPermissions.BillRuns.Approve], cancellationToken);
        await s.GetRequiredService<IBillRunProcessor>().PostAsync(run, (done, total) => { context.Say($"{done} of {total} pages"); return Task.CompletedTask; }, cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>The processor asks nobody's rights, since workers have none: one of these is needed.</summary>
    private static Task<bool> CheckAsync(CliContext context, TenantInfo town, string[] anyOf, CancellationToken cancellationToken) => context.WriteAsync(town, async s =>
    {
        var permissions = s.GetRequiredService<IPermissionChecker>();
        foreach (var permission in anyOf)
            if (await permissions.IsGrantedAsync(permission, cancellationToken))
                return true;
        await permissions.CheckAsync(anyOf[0], cancellationToken);
        return true;
    }, cancellationToken);
}

/// <summary>A run in words.</summary>
internal static class BillRunReport
{
    public static Guid Id(CliContext context, int position) =>
        Guid.TryParse(context.Arguments.NeedValue(position, "The run's id"), out var id) ? id : throw new CliUsageException("The run's id is not an id.");

    public static async Task<int> WriteAsync(CliContext context, MultiTenancy.TenantInfo town, Guid id, CancellationToken cancellationToken)
    {
        var run = await context.ReadAsync(town, s => s.GetRequiredService<IBillRunAppService>().GetAsync(id, cancellationToken), cancellationToken);
        context.Write(run,
        [
            $"run {run.Number} ({run.Id}), {run.CycleName} {run.PeriodCode}: {run.State}",
            $"{run.InScope} in scope = {run.Billed} billed + {run.Held} held + {run.Excluded} excluded + {run.Parked} parked",
            $"{run.BillCount} bills, {run.TotalAmount:N2}",
        ]);
        return run.IsComplete && run.Parked == 0 ? ExitCode.Done : ExitCode.Found;
    }
}
