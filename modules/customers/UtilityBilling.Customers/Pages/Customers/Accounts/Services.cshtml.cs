using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Stops;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>Where the account lived and lives, its services, and the acts on a sign-up (CA-04, CA-10).</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class ServicesModel(IAccountAppService accounts, IMoveAppService moves, IServiceStopAppService stops, IPermissionChecker rights, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public ActivateInput Activate { get; private set; } = new();
    public VoidInput Void { get; private set; } = new();
    public UndoMoveOutInput Undo { get; private set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<AccountOccupancyDto> Occupancies { get; private set; } = [];
    public Dictionary<Guid, IReadOnlyList<OldDebtDto>> Debts { get; } = [];
    public Dictionary<Guid, UndoMoveOutEffect> Undoable { get; private set; } = [];
    public IReadOnlyList<ServiceStopDto> Stops { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        Occupancies = await accounts.OccupanciesAsync(Id, HttpContext.RequestAborted);
        Stops = [.. (await stops.OfAccountAsync(Id, HttpContext.RequestAborted)).Where(s => !s.IsTakenBack && (s.To is null || s.To > clock.Today))];
        if (await rights.IsGrantedAsync(CustomersPermissions.Moves.Manage, HttpContext.RequestAborted))
            Undoable = (await moves.UndoChoicesAsync(Id, HttpContext.RequestAborted)).ToDictionary(u => u.OccupancyId);
        foreach (var stay in Occupancies)
            if (stay.Status == OccupancyStatus.Pending)
                Debts[stay.OccupancyId] = await moves.OldDebtsOfAsync(stay.OccupancyId, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostActivateAsync(Guid occupancyId, [Bind(Prefix = "Activate")] ActivateInput activate)
    {
        await moves.RequireOccupancyAsync(Id, occupancyId, HttpContext.RequestAborted);
        if (!ModelState.IsValid)
            return this.Invalid();
        await moves.ActivateAsync(occupancyId, activate, HttpContext.RequestAborted);
        return Done(texts["Customers:Services.Activated"]);
    }

    public async Task<IActionResult> OnPostVoidAsync(Guid occupancyId, [Bind(Prefix = "Void")] VoidInput @void)
    {
        await moves.RequireOccupancyAsync(Id, occupancyId, HttpContext.RequestAborted);
        if (!ModelState.IsValid)
            return this.Invalid();
        await moves.VoidAsync(occupancyId, @void, HttpContext.RequestAborted);
        return Done(texts["Customers:Services.Voided"]);
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid occupancyId, [Bind(Prefix = "Undo")] UndoMoveOutInput undo)
    {
        await moves.RequireOccupancyAsync(Id, occupancyId, HttpContext.RequestAborted);
        if (!ModelState.IsValid)
            return this.Invalid();
        await moves.UndoMoveOutAsync(occupancyId, undo, HttpContext.RequestAborted);
        return Done(texts["Customers:Services.UndoneMoveOut"]);
    }

    private IActionResult Done(string text) { this.Alerts().Success(text); return this.GoTo($"/Customers/Accounts/{Id}/Services"); }
}
