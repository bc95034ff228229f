using UtilityBilling.Paging;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>The run that a register shows: the one asked for, else the newest.</summary>
public sealed class RunChoice(IBillRunAppService runs)
{
    /// <summary>A register longer than this is shortened on screen; its files hold all of it.</summary>
    public const int ShownRows = 2000;

    private const int LinesPerBill = 12;

    public IReadOnlyList<BillRunDto> Runs { get; private set; } = [];

    public Guid? Chosen { get; private set; }

    /// <summary>Whether the screen holds every line, so that its total is the run's.</summary>
    public bool ShowsAll { get; private set; }

    public async Task LoadAsync(Guid? asked, CancellationToken cancellationToken)
    {
        Runs = (await runs.ListAsync(new PagedRequest { PageSize = PagedRequest.MaxPageSize }, cancellationToken).ConfigureAwait(false)).Items;
        var run = Runs.FirstOrDefault(r => r.Id == asked) ?? (asked is { } id ? await runs.GetAsync(id, cancellationToken).ConfigureAwait(false) : Runs.Count > 0 ? Runs[0] : null);
        Chosen = run?.Id;
        ShowsAll = run is not null && run.BillCount * LinesPerBill <= ShownRows;
    }
}
