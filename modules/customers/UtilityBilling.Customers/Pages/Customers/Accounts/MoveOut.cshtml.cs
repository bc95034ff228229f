using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>CA-04: ends an occupancy with its services; it waits for the final bill.</summary>
[Authorize(CustomersPermissions.Moves.Manage)]
public sealed class MoveOutModel(IAccountAppService accounts, IMoveAppService moves, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public MoveOutInput Input { get; set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<MoveOutChoice> Choices { get; private set; } = [];
    public MoveOutChoice? Chosen { get; private set; }

    public async Task OnGetAsync(Guid? occupancy)
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        if (occupancy is { } asked)
            await moves.RequireOccupancyAsync(Id, asked, HttpContext.RequestAborted);
        Choices = await moves.MoveOutChoicesAsync(Id, HttpContext.RequestAborted);
        Chosen = Choices.Count == 0 ? null : Choices[0];
        foreach (var choice in Choices)
            if (choice.OccupancyId == (Input.OccupancyId ?? occupancy))
                Chosen = choice;
        (Input.OccupancyId, Input.Version) = (Chosen?.OccupancyId, Chosen?.Version ?? 0);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await moves.RequireOccupancyAsync(Id, Input.OccupancyId ?? Guid.Empty, HttpContext.RequestAborted);
        if (!ModelState.IsValid)
            return this.Invalid();
        await moves.MoveOutAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:MoveOut.Done", PageTexts.Day(Input.On)]);
        return this.GoTo($"/Customers/Accounts/{Id}/Services");
    }
}
