using UtilityBilling.Paging;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>The run that a register shows: the one asked for, else the newest.</summary>
public sealed class RunChoice(IBillRunAppService runs)
{
    /// <summary>A register longer than this is shortened on screen; its files hold all of it.</summary>
    public const int ShownRows = 2000;

    public IReadOnlyList<BillRunDto> Runs { get; private set; } = [];

    public Guid? Chosen { get; private set; }

    public async Task LoadAsync(Guid? asked, CancellationToken cancellationToken)
    {
        Runs = (await runs.ListAsync(new PagedRequest { PageSize = PagedRequest.MaxPageSize }, cancellationToken).ConfigureAwait(false)).Items;
        var run = Runs.FirstOrDefault(r => r.Id == asked) ?? (asked is { } id ? await runs.GetAsync(id, cancellationToken).ConfigureAwait(false) : Runs.Count > 0 ? Runs[0] : null);
        Chosen = run?.Id;
    }
}
