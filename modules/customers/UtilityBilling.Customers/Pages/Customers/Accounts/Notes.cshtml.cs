using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Notes;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>CA-12: notes with alerts, and how to reach the customer.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class NotesModel(IAccountAppService accounts, ICustomerAppService customers, INoteAppService notes, IContactLog contacts, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public NoteInput Input { get; set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public CustomerDto Customer { get; private set; } = null!;
    public IReadOnlyList<NoteDto> Notes { get; private set; } = [];
    public IReadOnlyList<ContactDto> Contacts { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        Customer = await customers.GetAsync(Header.CustomerId, HttpContext.RequestAborted);
        Notes = await notes.OfAccountAsync(Id, HttpContext.RequestAborted);
        Contacts = await contacts.OfAccountAsync(Id, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        Input.AccountId = Id;
        await notes.AddAsync(Input, HttpContext.RequestAborted);
        return Done(texts["Customers:Notes.Added"]);
    }

    public async Task<IActionResult> OnPostEndAlertAsync(Guid noteId)
    {
        ModelState.Clear();
        await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        await notes.EndAlertAsync(noteId, HttpContext.RequestAborted);
        return Done(texts["Customers:Notes.AlertEnded"]);
    }

    private IActionResult Done(string text) { this.Alerts().Success(text); return this.GoTo($"/Customers/Accounts/{Id}/Notes"); }
}
