#!/usr/bin/python3
"""protect.py FILE.xlsx - FILE with a password as LibreOffice writes it (python3-uno): protected.xlsx and protected.xls beside it."""
import os
import subprocess
import sys
import time
import uno
from com.sun.star.beans import NamedValue, PropertyValue

office = subprocess.Popen(['soffice', '--headless', '--norestore', '--accept=socket,host=localhost,port=20022;urp;'])
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', context)
for attempt in range(60):
    try:
        remote = resolver.resolve('uno:socket,host=localhost,port=20022;urp;StarOffice.ComponentContext')
        break
    except Exception:
        time.sleep(0.5)
desktop = remote.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', remote)
value = lambda name, v: PropertyValue(Name=name, Value=v)
folder = 'file://' + os.path.dirname(os.path.abspath(sys.argv[1])) + '/'
book = desktop.loadComponentFromURL('file://' + os.path.abspath(sys.argv[1]), '_blank', 0, (value('Hidden', True),))
for ext, name in (('xlsx', 'Calc MS Excel 2007 XML'), ('xls', 'MS Excel 97')):
    key = uno.Any('[]com.sun.star.beans.NamedValue', (NamedValue('OOXPassword', 'geheim'),))
    book.storeToURL(folder + 'protected.' + ext, (value('FilterName', name), value('Password', 'geheim'), value('EncryptionData', key)))
book.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait()
